import aggregat from "../../data/profiles/aggregat.json" with { type: "json" };
import bandrader from "../../data/profiles/bandrader.json" with { type: "json" };
import ntpfBred from "../../data/profiles/ntpf_bred.json" with { type: "json" };
import ntpfSmal from "../../data/profiles/ntpf_smal.json" with { type: "json" };
import register from "../../data/profiles/register.json" with { type: "json" };
import rtt from "../../data/profiles/rtt.json" with { type: "json" };
import vgr from "../../data/profiles/vgr.json" with { type: "json" };
import { Profile } from "./profile.ts";

/** The profiles that come with Vänteläge (data/profiles), in the order in which they are tried. */
export const profiles: readonly Profile[] = [register, aggregat, bandrader, vgr, ntpfSmal, ntpfBred, rtt]
  .map((data) => Profile.parse(data));
