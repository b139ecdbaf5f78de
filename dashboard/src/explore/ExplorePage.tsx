import { useSearch } from "wouter";
import { useArrival } from "../ui/useArrival";
import { LabelsBelow } from "./LabelsBelow";
import { Top } from "./Top";

/** Pages to look around: what there is, and what is below one label. */
export default function ExplorePage() {
  const label = new URLSearchParams(useSearch()).get("label");
  useArrival(label ?? "");
  return label ? <LabelsBelow key={label} label={label} /> : <Top />;
}
