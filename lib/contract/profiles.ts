import aggregat from "../../data/profiles/aggregat.json" with { type: "json" };
import ntpfSmal from "../../data/profiles/ntpf_smal.json" with { type: "json" };
import register from "../../data/profiles/register.json" with { type: "json" };
import { Profile } from "./profile.ts";

/** The profiles that come with Vänteläge (data/profiles), in the order in which they are tried. */
export const profiles: readonly Profile[] = [register, aggregat, ntpfSmal].map((data) => Profile.parse(data));
