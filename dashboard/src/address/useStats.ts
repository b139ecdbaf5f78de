import { useLocation, useSearch } from "wouter";
import type { Answer } from "../api/answer";
import { type Told, useStatistics, useStatisticsFigures } from "../api/statistics";
import type { Statistics } from "../api/types";
import { rangeOf } from "./range";

/** The statistics with the volume that the address asks for: one request, whatever parts of the page show them. */
export const useStats = (): Told => useStatistics(useMinutes());

export const useFigures = (): Answer<Statistics> => useStatisticsFigures(useMinutes());

function useMinutes(): number {
  const [path] = useLocation();
  return Number(rangeOf(path, useSearch()));
}
