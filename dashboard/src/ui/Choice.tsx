import { useId } from "react";
import styles from "./Choice.module.css";

type Option<T extends string> = { value: T; label: string };
type Props<T extends string> = {
  legend: string;
  options: Option<T>[];
  value: T;
  onChange: (value: T) => void;
};

/** A choice between a few options: radio buttons that look like one switch. */
export function Choice<T extends string>({ legend, options, value, onChange }: Props<T>) {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className="unseen">{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
