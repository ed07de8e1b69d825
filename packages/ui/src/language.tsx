import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Text } from "@duibiao/indicators";

export type Language = "zh" | "en";

type Spoken = { language: Language; setLanguage: (language: Language) => void };
const Context = createContext<Spoken>({ language: "zh", setLanguage: () => {} });
const stored = "duibiao.language";

/** Chinese unless the person switched; the choice stays on this browser. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(() => (localStorage.getItem(stored) === "en" ? "en" : "zh"));
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const spoken = useMemo(
    () => ({
      language,
      setLanguage: (next: Language) => {
        localStorage.setItem(stored, next);
        choose(next);
      },
    }),
    [language],
  );
  return <Context value={spoken}>{children}</Context>;
}

export const useLanguage = () => useContext(Context);

/** `t("保存", "Save")` in the person's language; `t(name)` for a text of the catalogue or the server. */
export function useText() {
  const { language } = useLanguage();
  return useMemo(() => {
    function t(text: Text): string;
    function t(zh: string, en: string): string;
    function t(first: string | Text, en?: string): string {
      if (typeof first === "object") return first[language];
      return language === "zh" ? first : en!;
    }
    return t;
  }, [language]);
}
