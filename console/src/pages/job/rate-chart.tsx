import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import LineChart from '@cloudscape-design/components/line-chart';
import { useFormat } from '../../parts/use-format.ts';
import { useTexts } from '../../texts/texts.ts';
import { type RateSample, ratesOf } from './rate-samples.ts';

const HEIGHT = 200;

/** Records a second while this page is open. */
export function RateChart({ samples }: { readonly samples: readonly RateSample[] }) {
  const { job: texts } = useTexts();
  const format = useFormat();
  const points = ratesOf(samples);
  const [first] = points;
  const last = points.at(-1);
  const max = points.reduce((most, { rate }) => Math.max(most, rate), 1);
  return (
    <Container header={<Header variant="h2">{texts.chart}</Header>}>
      <LineChart
        series={[
          {
            type: 'line',
            title: texts.chartLine,
            data: points.map(({ at, rate }) => ({ x: at, y: rate })),
            valueFormatter: (value) => format.count(Math.round(value)),
          },
        ]}
        xScaleType="time"
        {...(first !== undefined && last !== undefined && first !== last && { xDomain: [first.at, last.at] })}
        yDomain={[0, max]}
        xTitle={texts.chartTime}
        yTitle={texts.chartLine}
        height={HEIGHT}
        hideFilter
        hideLegend
        ariaLabel={texts.chart}
        statusType="finished"
        i18nStrings={{
          xTickFormatter: (at) => format.time(at).slice(-8),
          yTickFormatter: (value) => format.count(Math.round(value)),
          detailPopoverDismissAriaLabel: texts.chart,
          chartAriaRoleDescription: texts.chart,
          xAxisAriaRoleDescription: texts.chartTime,
          yAxisAriaRoleDescription: texts.chartLine,
        }}
        empty={
          <Box textAlign="center" color="inherit">
            {texts.chartEmpty}
          </Box>
        }
      />
    </Container>
  );
}
