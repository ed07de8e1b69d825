import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { signIn, type Client } from "./client.ts";

/** Where an example runs: a platform and who may do what there. */
export type Place = {
  /** May import regions and units anywhere: 系统管理员 of the platform. */
  forTree: () => Promise<Client>;
  /** May open collections, import past figures and read results in the region: analyst and leader of it. */
  forFigures: (region: number) => Promise<Client>;
  close: () => Promise<void>;
};

export type Options = { folder: string; out: string; place: () => Promise<Place> };

/**
 * Reads `<folder of source files> [--out <folder>] [--server URL --user U --password P [--tree-user U --tree-password P]]`,
 * paths as seen from where the command was typed. Without a folder, `DUIBIAO_REAL_DATA` names the folder that holds
 * `subfolder`. Without a server, a temporary platform is started for the run.
 */
export function readOptions(
  command: string,
  subfolder: string,
  args: readonly string[],
  env: Record<string, string | undefined> = process.env,
): Options {
  const typedIn = env["INIT_CWD"] ?? process.cwd();
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: "string" },
      server: { type: "string" },
      user: { type: "string" },
      password: { type: "string" },
      "tree-user": { type: "string" },
      "tree-password": { type: "string" },
    },
  });
  const parent = env["DUIBIAO_REAL_DATA"];
  const named = positionals[0] ?? (parent ? join(parent, subfolder) : undefined);
  if (named === undefined)
    throw new Error(
      `请指明数据文件夹，例如：npm run ${command} -- <文件夹>\nName the folder of the source files, for example: npm run ${command} -- <folder>`,
    );
  const folder = resolve(typedIn, named);
  const out = values.out === undefined ? join(import.meta.dirname, "../out", command) : resolve(typedIn, values.out);
  const { server, user, password } = values;
  if (server === undefined) {
    const place = async () => (await import("./temporary.ts")).temporaryPlatform();
    return { folder, out, place };
  }
  if (user === undefined || password === undefined)
    throw new Error("用 --server 时须给出 --user 和 --password\nWith --server, name --user and --password as well");
  const [treeUser, treePassword] = [values["tree-user"] ?? user, values["tree-password"] ?? password];
  const place = async () => ({
    forTree: () => signIn(server, treeUser, treePassword),
    forFigures: () => signIn(server, user, password),
    close: async () => {},
  });
  return { folder, out, place };
}
