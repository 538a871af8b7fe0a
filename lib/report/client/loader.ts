/** The only script that stands open in a page: it unpacks the others, whose hashes the policy names, and runs them. */
import { inflate } from "./inflate.ts";

for (const packed of document.querySelectorAll('script[type="application/octet-stream"]')) {
  const script = document.createElement("script");
  script.textContent = new TextDecoder().decode(await inflate(packed.textContent ?? ""));
  document.body.append(script);
}
