import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { newKey } from "@duibiao/client";

/**
 * One wish of a person: sent with the same key until it is answered, so that a retry never counts twice. What other
 * screens know is asked anew after it.
 */
export function useDecision<Given, Got>(send: (given: Given, key: string) => Promise<Got>, onDone: (got: Got) => void) {
  const client = useQueryClient();
  const key = useRef(newKey());
  const sent = useRef<string | null>(null);
  return useMutation({
    mutationFn: (given: Given) => {
      // Another content is another wish: a key stands for one.
      const text = JSON.stringify(given);
      if (sent.current !== null && sent.current !== text) key.current = newKey();
      sent.current = text;
      return send(given, key.current);
    },
    onSuccess: async (got) => {
      // The way on is chosen by what is known now; then everything is read again.
      onDone(got);
      await client.invalidateQueries();
    },
  });
}
