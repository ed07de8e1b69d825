import { expect, test } from "vitest";
import { passwordFaults } from "./password-rules.ts";

const owner = { username: "li.ming", name: "李明" };
const accepted = (password: string) => passwordFaults(password, owner).length === 0;

// Profile mlps3: at least 12 characters with 3 of the 4 classes, or a phrase of at least 15.
test.each([
  ["Rk7#vmQx2pLw", true],
  ["rk7#vmqx2plw", true], // small letters, digits, others: three classes of twelve
  ["Rk7#vmQx2pL", false], // eleven
  ["rkvmqxplwzht", false], // one class, twelve
  ["rk7vmqx2plwz", false], // two classes, twelve
  ["river lamp cotton", true], // a phrase of seventeen
  ["河边的灯笼挂在旧书店门口等着下雨", true], // sixteen Chinese characters
])("%s is judged by length and classes: %s", (password, good) => {
  expect(accepted(password)).toBe(good);
});

test.each([
  ["Password1234", "a common password"],
  ["P@ssw0rd1234", "a common password in disguise"],
  ["Li.Ming-2026!", "the user name with little else"],
  ["李明的密码是Ab12", "the person's name with little else"],
  ["Abc1Abc1Abc1Abc1", "one part, repeated"],
  ["aaaaaaaaaaaaaaaB1", "few characters"],
  ["abcdefghijklmnopq", "neighbours of the alphabet"],
  ["Zz1234567890!", "a run of digits"],
])("%s is refused: %s", (password) => {
  expect(accepted(password)).toBe(false);
});

test("every fault is said in both languages", () => {
  const faults = passwordFaults("li.ming", owner);
  expect(faults.length).toBeGreaterThan(1);
  for (const { zh, en } of faults) {
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).toMatch(/[a-z]/);
  }
});
