// Makes the password files that compose.yaml names, once; existing ones stay. Plain JavaScript: runs before any install.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2] ?? join(import.meta.dirname, "secrets");
// The folder is closed on the host; a container sees only the one file that is mounted, as an ordinary user.
mkdirSync(folder, { recursive: true, mode: 0o700 });
for (const name of ["postgres", "duibiao_owner", "duibiao_api", "duibiao_worker", "duibiao_backup"]) {
  const file = join(folder, name);
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o444, flag: "wx" });
}
console.log(`密码文件 / password files: ${folder}`);
