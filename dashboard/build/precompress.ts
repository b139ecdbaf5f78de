import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSIBLE = /\.(html|css|js|svg|json|txt)$/;

const APART = /^(assets\/)?docs[.-]/; // the API's page: it has the size of Swagger UI and does not count for the dashboard

/** Write NAME.gz next to each file, print the dashboard's size, and fail the build above `largest` bytes. */
export function precompress(largest: number): Plugin {
  let folder = "";
  return {
    name: "precompress",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
        COMPRESSIBLE.test(name),
      );
      let total = 0;
      for (const name of files) {
        const packed = gzipSync(readFileSync(join(folder, name)), { level: 9 });
        writeFileSync(join(folder, `${name}.gz`), packed);
        if (!APART.test(name)) total += packed.length;
      }
      const said = `${(total / 1000).toFixed(1)} KB gzipped of ${largest / 1000} KB allowed`;
      if (total > largest) this.error(`The dashboard is too large: ${said}.`);
      console.log(`The dashboard is built: ${said}, in ${files.length} files.`);
    },
  };
}
