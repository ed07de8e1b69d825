/** One thing that a chosen password lacks. */
export type PasswordFault = { zh: string; en: string };

const fault = (zh: string, en: string): PasswordFault => ({ zh, en });

/** Pieces that guessing programs try first, and what people here put into passwords. */
const common = [
  "password", "passw0rd", "qwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbn", "1qaz2wsx", "qazwsx", "abc123", "admin",
  "administrator", "root", "guest", "test", "welcome", "letmein", "iloveyou", "monkey", "dragon", "master", "login", "changeme",
  "default", "secret", "p@ssw0rd", "woaini", "5201314", "1314520", "147258", "159357", "666666", "888888", "000000", "111111",
  "123123", "112233", "123456", "654321", "beijing", "shanghai", "zhejiang", "zhongguo", "china", "jiguan", "shiwu", "jiguanju",
  "shiwuju", "guanliju", "jgsw", "jgswglj", "zhengfu", "duibiao", "密码", "机关", "事务", "管理局", "对标",
]; // oxfmt-ignore

const shortest = 12;
const phrase = 15;
/** Characters that must remain beside a common piece or one's own name. */
const remaining = 8;

/**
 * What is wrong with a new password under profile `mlps3` (等保 level 3, GB/T 22239-2019 8.1.4.1 a): at least 12
 * characters of three of the four classes, or a phrase of at least 15; not built on a common piece, the user name,
 * one repeated pattern or a run of neighbours. Empty = accepted.
 */
export function passwordFaults(password: string, owner: { username: string; name: string }): PasswordFault[] {
  const characters = [...password];
  const faults: PasswordFault[] = [];
  if (characters.length < shortest)
    faults.push(fault(`不足 ${shortest} 个字符`, `shorter than ${shortest} characters`));
  else if (characters.length < phrase && classes(password) < 3)
    faults.push(
      fault(
        `${phrase} 个字符以下时，须含大写、小写、数字、其他字符中的三类`,
        `below ${phrase} characters it needs three of: capitals, small letters, digits, others`,
      ),
    );
  const plain = withoutDisguise(password);
  const names = [owner.username, owner.name].map((n) => n.toLowerCase()).filter((n) => [...n].length >= 2);
  const own = names.find((name) => leavesTooLittle(password.toLowerCase(), name));
  if (own !== undefined) faults.push(fault("含有用户名或姓名", "built on the user name or the person's name"));
  const piece = common.find((c) => leavesTooLittle(password.toLowerCase(), c) || leavesTooLittle(plain, c));
  if (piece !== undefined) faults.push(fault(`含有常见密码「${piece}」`, `built on a common password (${piece})`));
  if (new Set(characters).size < 5 || repeats(password))
    faults.push(fault("由少数字符或同一片段重复而成", "made of few characters or of one repeated part"));
  if (runs(characters)) faults.push(fault("由连续的字符组成", "made of neighbouring characters"));
  return faults;
}

function classes(password: string): number {
  return [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
}

/** The usual disguises undone: p@ssw0rd is password. */
function withoutDisguise(password: string): string {
  const undo: Record<string, string> = {
    "@": "a",
    "4": "a",
    "0": "o",
    "1": "l",
    "!": "i",
    "3": "e",
    $: "s",
    "5": "s",
    "7": "t",
  };
  return [...password.toLowerCase()].map((c) => undo[c] ?? c).join("");
}

function leavesTooLittle(password: string, piece: string): boolean {
  if (!password.includes(piece)) return false;
  return [...password.replaceAll(piece, "")].length < remaining;
}

function repeats(password: string): boolean {
  for (let size = 1; size <= password.length / 2; size++) {
    const part = password.slice(0, size);
    if (part.repeat(Math.ceil(password.length / size)).slice(0, password.length) === password) return true;
  }
  return false;
}

/** More than half of the steps go to the next or the previous character of the alphabet, or stay. */
function runs(characters: string[]): boolean {
  let near = 0;
  for (let i = 1; i < characters.length; i++)
    if (Math.abs(characters[i]!.codePointAt(0)! - characters[i - 1]!.codePointAt(0)!) <= 1) near++;
  return near * 2 > characters.length - 1;
}
