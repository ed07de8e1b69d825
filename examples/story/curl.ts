import { requestOf } from "./people.ts";
import type { Method, World } from "./world.ts";

/** A request as a line for a shell; the person's cookie lies in a file called after them. */
export function asCurl(server: string, person: string, method: Method, path: string, body?: unknown): string {
  const request = requestOf(method, body);
  const headers = Object.entries(request.headers).map(([name, value]) => `-H '${name}: ${value}'`);
  if (method !== "GET") headers.push(`-H "Idempotency-Key: $(node -p 'crypto.randomUUID()')"`);
  const data = request.body === undefined ? [] : [`-d '${request.body.replaceAll("'", "'\\''")}'`];
  return [
    "curl -sS",
    `-b ${person}.cookie`,
    ...(request.method === "POST" ? [] : [`-X ${request.method}`]),
    ...headers,
    ...data,
    `'${server}/api/v1${path}'`,
  ].join(" ");
}

/** A world that prints every sign-in and every write as a curl command before it is sent. */
export function printing(world: World, server: string): World {
  const met = new Set<string>();
  return {
    ...world,
    call: (person, method, path, body) => {
      if (method === "GET") return world.call(person, method, path, body);
      if (!met.has(person)) {
        const login = JSON.stringify({ username: person, password: "" }).replace(
          '""',
          '"\'"$DUIBIAO_DEMO_PASSWORD"\'"',
        );
        world.say(
          `curl -sS -c ${person}.cookie -H 'X-Duibiao: 1' -H 'Content-Type: application/json' -d '${login}' '${server}/api/v1/session'`,
        );
        met.add(person);
      }
      world.say(asCurl(server, person, method, path, body));
      return world.call(person, method, path, body);
    },
  };
}
