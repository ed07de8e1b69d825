// Loaded into the server by `npm start`: when the starter is killed (kill -9 cannot be caught there), the server ends
// in good order instead of staying behind on the port.
import process from "node:process";

process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
