import type { Person } from "./person.ts";

/** How far the page reaches over the right edge of the window, and which elements do. */
export const overhang = ({ page }: Person) =>
  page.evaluate(() => {
    const root = document.documentElement;
    const wide = root.scrollWidth - root.clientWidth;
    if (wide <= 0) return "";
    const guilty = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    return `${wide} px: ${guilty
      .slice(0, 4)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
      .join(", ")}`;
  });

/** Buttons, links and fields in sight that another element covers in their middle: nobody can click them. */
export const covered = ({ page }: Person) =>
  page.evaluate(() => {
    const found: string[] = [];
    // An open dialog covers the page on purpose: what is to be reached stands in it.
    const place = document.querySelector("dialog[open]") ?? document.querySelector("#main")!;
    for (const control of place.querySelectorAll<HTMLElement>("button, a, select, input")) {
      if (control.closest(".sr-only, .dt-scroll, .entry-scroll, .scroll-x") || control.tabIndex < 0) continue;
      // What a closed menu holds is not there yet.
      if (!control.checkVisibility()) continue;
      control.scrollIntoView({ block: "center" });
      const box = control.getClientRects()[0];
      if (box === undefined || box.width < 2) continue;
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (top !== null && !control.contains(top) && !top.contains(control))
        found.push(`${control.textContent?.trim().slice(0, 20)} under ${top.tagName.toLowerCase()}.${top.className}`);
    }
    return found;
  });
