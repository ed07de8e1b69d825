import type { Browser, BrowserContext, Page } from "playwright-core";

/** Somebody at a browser of their own, signed in; whatever goes wrong on their screen is kept. */
export type Person = {
  page: Page;
  context: BrowserContext;
  username: string;
  /** Script errors, refusals of the content policy and answers of 500 and above, in order. */
  faults: string[];
  open: (path: string) => Promise<void>;
};

type Settings = { base: string; password: string; width?: number; height?: number };

export async function person(browser: Browser, username: string, settings: Settings): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: settings.width ?? 1440, height: settings.height ?? 900 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    acceptDownloads: true,
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`${page.url()} ${error.message}`));
  page.on("console", (message) => {
    // A refused request is the server's word and shown by the page; everything else is a fault of the page.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      faults.push(`${page.url()} ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  const open = async (path: string) => void (await page.goto(`${settings.base}${path}`));
  await open("/");
  await page.getByLabel("用户名", { exact: true }).fill(username);
  await page.getByLabel("密码", { exact: true }).fill(settings.password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.locator("#main").waitFor();
  return { page, context, username, faults, open };
}
