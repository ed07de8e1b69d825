/** A request on its way to the thread, with what only the server's own connection knows of it. */
export type Asked = {
  id: number;
  requestId: string;
  /** Client address of the connection. */
  source: string;
  method: string;
  url: string;
  headers: [string, string][];
  body: ArrayBuffer | null;
};

export type Answered = { id: number; status: number; headers: [string, string][]; body: ArrayBuffer };
