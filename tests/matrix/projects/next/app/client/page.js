// The scenario in a client component: the page's program, once React has mounted it.
"use client";
import { useEffect } from "react";

let begun = false;

export default function Page() {
  useEffect(() => {
    // In development, React mounts twice.
    if (!begun) import("./scenario-page.mjs");
    begun = true;
  }, []);
  return <p>The scenario runs.</p>;
}
