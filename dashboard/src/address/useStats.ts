import { useLocation, useSearch } from "wouter";
import type { Answer } from "../api/answer";
import { type Told, useStatistics } from "../api/statistics";
import type { Statistics } from "../api/types";
import { rangeOf } from "./range";

/** The statistics with the volume that the address asks for: one request, whatever parts of the page show them. */
export function useStats(): Told {
  const [path] = useLocation();
  return useStatistics(Number(rangeOf(path, useSearch())));
}

export const useFigures = (): Answer<Statistics> => useStats().figures;
