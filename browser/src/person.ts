import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

/** Somebody at a browser of their own, signed in; whatever goes wrong on their screen is kept. */
export type Person = {
  page: Page;
  context: BrowserContext;
  username: string;
  /** Script errors, refusals of the content policy and answers of 500 and above, in order. */
  faults: string[];
  open: (path: string) => Promise<void>;
};

export type Settings = {
  base: string;
  password: string;
  width?: number;
  height?: number;
  /** What a test needs of the browser beside, such as `bypassCSP` for a script of its own. */
  options?: BrowserContextOptions;
};

export async function person(browser: Browser, username: string, settings: Settings): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: settings.width ?? 1440, height: settings.height ?? 900 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"],
    ...settings.options,
  });
  context.setDefaultTimeout(30_000);
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  const faults: string[] = [];
  context.on("page", (opened) => watch(opened, faults));
  const page = await context.newPage();
  const open = async (path: string) => void (await page.goto(`${settings.base}${path}`));
  await open("/");
  await signIn(page, username, settings.password);
  await page.locator("#main").waitFor();
  return { page, context, username, faults, open };
}

/** Fills in and sends the sign-in form, on its page or over another. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("用户名", { exact: true }).fill(username);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

function watch(page: Page, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(`${page.url()} ${error.message}`));
  page.on("console", (message) => {
    // A refused request is the server's word and shown by the page; everything else is a fault of the page.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      faults.push(`${page.url()} ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
}
