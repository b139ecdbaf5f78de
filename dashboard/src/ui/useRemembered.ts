import { useState } from "react";

/** Whether something is on; remembered on this device. */
export function useRemembered(name: string, usually: boolean): [boolean, () => void] {
  const [isOn, setOn] = useState(() => {
    const stored = localStorage.getItem(name);
    return stored === null ? usually : stored === "on";
  });
  const toggle = () => {
    localStorage.setItem(name, isOn ? "off" : "on");
    setOn(!isOn);
  };
  return [isOn, toggle];
}
