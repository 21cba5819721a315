/** What the part of a view is called that something stands in. */

import { createContext } from "react";

export const PartName = createContext<string | null>(null);
