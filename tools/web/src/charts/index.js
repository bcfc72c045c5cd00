// A drawing for each kind of picture. Each takes a table and what it is drawn with, and returns the
// chart's option, its height, its legend, and the places that the keyboard visits in turn.

import { bars } from "./bars.js";
import { distribution } from "./distribution.js";
import { fan } from "./fan.js";
import { heat } from "./heat.js";
import { intervals } from "./intervals.js";
import { lines } from "./lines.js";
import { sankey } from "./sankey.js";
import { timeline } from "./timeline.js";
import { waterfall } from "./waterfall.js";

export const drawings = { bars, distribution, fan, heat, intervals, lines, sankey, timeline, waterfall };
