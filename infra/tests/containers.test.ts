import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "@duibiao/db/embedded";
import { databaseUrl, ROLES } from "@duibiao/db/roles";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { prepareServer } from "../prepare-server.ts";
import { repository } from "./repository.ts";

type Service = {
  image: string;
  user?: string;
  command?: string[];
  secrets?: string[];
  volumes?: string[];
  networks?: string[];
  depends_on?: Record<string, unknown>;
};
type Compose = {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  volumes: Record<string, unknown>;
  networks: Record<string, unknown>;
};

const infra = join(repository, "infra");
const read = (name: string) => readFileSync(join(infra, name), "utf8");
const compose = parse(read("compose.yaml"), { merge: true }) as Compose;
const services = Object.values(compose.services);
let base: string;
let secrets: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "duibiao-containers-"));
  chmodSync(base, 0o755);
  secrets = join(base, "secrets");
  execFileSync(process.execPath, [join(infra, "make-secrets.mjs"), secrets]);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

// No container engine is at hand where these tests run: what is checked is that the files agree with one another.
describe("compose.yaml", () => {
  test("uses only volumes, networks, secrets and services that it declares", () => {
    for (const service of services) {
      for (const name of service.secrets ?? []) expect(compose.secrets).toHaveProperty(name);
      for (const name of service.networks ?? []) expect(compose.networks).toHaveProperty(name);
      for (const name of Object.keys(service.depends_on ?? {})) expect(compose.services).toHaveProperty(name);
      for (const [source] of (service.volumes ?? []).map((volume) => volume.split(":")))
        if (source!.startsWith(".")) expect(existsSync(join(infra, source!))).toBe(true);
        else expect(compose.volumes).toHaveProperty(source!);
    }
  });

  test("has a password file for every role, made once and closed to other people of the host", () => {
    const names = readdirSync(secrets).sort();
    expect(names).toEqual(Object.keys(compose.secrets).sort());
    expect(names).toEqual([...Object.values(ROLES), "postgres"].sort());
    if (process.platform !== "win32") expect(statSync(secrets).mode & 0o077).toBe(0);
    const before = names.map((name) => readFileSync(join(secrets, name), "utf8"));
    expect(new Set(before).size).toBe(names.length);
    execFileSync(process.execPath, [join(infra, "make-secrets.mjs"), secrets]);
    expect(names.map((name) => readFileSync(join(secrets, name), "utf8"))).toEqual(before);
  });

  test("pins every image, and gives the database's admin to no service that serves requests", () => {
    for (const service of services) expect(service.image).toMatch(/^duibiao$|:\d+$/);
    expect(compose.services["platform"]!.secrets).not.toContain("postgres");
    expect(compose.services["proxy"]!.networks).not.toContain("inside");
  });

  test("archives the log as the embedded server does", () => {
    const settings = compose.services["postgres"]!.command!.filter((word) => word.includes("="));
    expect(settings).toEqual(
      expect.arrayContaining([
        "wal_level=replica",
        "archive_mode=on",
        "archive_library=basic_archive",
        "archive_timeout=300",
      ]),
    );
    expect(settings.join(" ")).not.toMatch(/fsync|synchronous_commit|full_page_writes/);
  });
});

describe("the image", () => {
  const dockerfile = read("Dockerfile");

  test("starts programs that exist, as an ordinary user, and asks /healthz", () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf("FROM "));
    expect(last).toMatch(/^USER 10001:10001$/m);
    expect(last).toMatch(/^HEALTHCHECK [\s\S]*\/healthz/m);
    const workdir = /^WORKDIR \/app\/(.*)$/m.exec(last)![1]!;
    const program = /^CMD \["node", "--import", "tsx", "(.*)"\]$/m.exec(last)![1]!;
    expect(existsSync(join(repository, workdir, program))).toBe(true);
    expect(existsSync(join(repository, /^ENTRYPOINT \["\/app\/(.*)"\]$/m.exec(last)![1]!))).toBe(true);
  });

  test("takes no secret and nothing that was made on this machine into the build", () => {
    const left = read("Dockerfile.dockerignore").split("\n");
    for (const name of ["**/node_modules", "**/.data", "infra/secrets", ".git"]) expect(left).toContain(name);
    expect(dockerfile).not.toMatch(/PASSWORD|SECRET|postgres:\/\//);
  });

  test("its entrypoint makes the addresses from the password files and leaves given ones alone", () => {
    const print = "console.log(JSON.stringify(process.env))";
    const output = execFileSync("sh", [join(infra, "entrypoint.sh"), process.execPath, "-e", print], {
      env: {
        PATH: process.env["PATH"],
        SECRETS_FOLDER: secrets,
        DATABASE_OWNER_URL: "postgres://given",
      },
      encoding: "utf8",
    });
    const env = JSON.parse(output) as Record<string, string>;
    const password = readFileSync(join(secrets, "duibiao_api"), "utf8");
    expect(env["DATABASE_URL"]).toBe(`postgres://duibiao_api:${password}@postgres:5432/duibiao`);
    expect(env["DATABASE_OWNER_URL"]).toBe("postgres://given");
    expect(env["DATABASE_WORKER_URL"]).toMatch(/^postgres:\/\/duibiao_worker:/);
  });
});

test("a server of one's own is prepared once: every login works, and a second time only renews the passwords", async () => {
  const server = await startEmbedded({ dataDir: join(base, "postgres"), log: () => {} });
  const who = async (role: string) => {
    const password = readFileSync(join(secrets, role), "utf8");
    const client = new pg.Client({
      connectionString: databaseUrl(server.adminUrl, "duibiao", { role, password }),
    });
    await client.connect();
    try {
      return (await client.query<{ who: string }>("select current_user as who")).rows[0]!.who;
    } finally {
      await client.end();
    }
  };
  try {
    expect(await prepareServer(server.adminUrl, secrets, "duibiao")).toBe(true);
    for (const role of Object.values(ROLES)) expect(await who(role)).toBe(role);
    expect(await prepareServer(server.adminUrl, secrets, "duibiao")).toBe(false);
    expect(await who(ROLES.api)).toBe(ROLES.api);
  } finally {
    await server.stop();
  }
});
