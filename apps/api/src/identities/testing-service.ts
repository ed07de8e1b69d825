import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A sign-in service as OpenID Connect Core 1.0 asks for it: discovery, keys, and a token for a code; the tests press its buttons. */
export async function openService(clientId: string) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<string, { subject: string; nonce: string; challenge: string }>();
  let issuer = "";
  const idToken = (subject: string, nonce: string) => {
    const now = Math.floor(Date.now() / 1000);
    const body = `${part({ alg: "RS256", kid: "k", typ: "JWT" })}.${part({ iss: issuer, sub: subject, aud: clientId, nonce, iat: now, exp: now + 300 })}`;
    return `${body}.${sign("RSA-SHA256", Buffer.from(body), privateKey).toString("base64url")}`;
  };
  const answers: Record<string, (form: URLSearchParams) => object | null> = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    }),
    "/keys": () => ({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k", alg: "RS256", use: "sig" }] }),
    "/token": (form) => {
      const granted = codes.get(form.get("code") ?? "");
      codes.delete(form.get("code") ?? "");
      const challenge = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      if (granted?.challenge !== challenge) return null;
      const id_token = idToken(granted.subject, granted.nonce);
      return { access_token: "a", token_type: "Bearer", expires_in: 60, id_token };
    },
  };
  const server = createServer(async (request, response) => {
    const answer = answers[new URL(request.url!, issuer).pathname]?.(new URLSearchParams(await textOf(request)));
    response.writeHead(answer ? 200 : 400, { "Content-Type": "application/json" });
    response.end(JSON.stringify(answer ?? { error: "invalid_grant" }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    /** Somebody signs in there: what the browser is sent back with. */
    agree(url: string, subject: string): string {
      const asked = new URL(url).searchParams;
      const code = `code${codes.size}${Math.random()}`;
      codes.set(code, { subject, nonce: asked.get("nonce")!, challenge: asked.get("code_challenge")! });
      return `?${new URLSearchParams({ code, state: asked.get("state")!, iss: issuer })}`;
    },
    close: () => new Promise((done) => server.close(done)),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
