// The parts of ECharts that the pictures need; the rest is left out of the bundle.

import * as echarts from "echarts/core";
import { BarChart, CustomChart, LineChart, SankeyChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, CustomChart, LineChart, SankeyChart, GridComponent, TooltipComponent, SVGRenderer]);

export { echarts };
