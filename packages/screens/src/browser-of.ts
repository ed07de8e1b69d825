const browsers: [RegExp, string][] = [
  [/MicroMessenger\/(\d+)/, "微信"],
  [/Edg(?:e|A|iOS)?\/(\d+)/, "Edge"],
  [/QQBrowser\/(\d+)/, "QQ"],
  [/Firefox\/(\d+)/, "Firefox"],
  [/Chrom(?:e|ium)\/(\d+)/, "Chrome"],
  [/Version\/(\d+).*Safari/, "Safari"],
];
const systems: [RegExp, string][] = [
  [/Windows NT 6\.1/, "Windows 7"],
  [/Windows NT 6\.[23]/, "Windows 8"],
  [/Windows NT 10/, "Windows 10/11"],
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** Browser and system in words, as well as a browser's own word can be believed; null where it says nothing known. */
export function browserOf(agent: string): string | null {
  const named = browsers.flatMap(([pattern, name]) => {
    const found = pattern.exec(agent);
    return found === null ? [] : [`${name} ${found[1]}`];
  });
  const system = systems.find(([pattern]) => pattern.test(agent))?.[1];
  const parts = [named[0], system].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(" · ");
}
