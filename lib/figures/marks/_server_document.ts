import { parseHTML } from "linkedom";
import { provideDocument } from "./drawing_document.ts";

if (typeof document === "undefined") {
  const server = parseHTML("<!doctype html><html><body></body></html>").document;
  provideDocument(() => server);
}
