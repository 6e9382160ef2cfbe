// node infra-bicep/cost.mjs [reports a month]: what a month costs, by size, as a table. Prices stand in prices.json with source and date;
// a price that nobody has a source for is null there, and its line says so instead of a sum. Sizes are read from the parameter files.
import { readFileSync } from 'node:fs';

const here = new URL('.', import.meta.url);
const { currency, prices } = JSON.parse(readFileSync(new URL('prices.json', here)));
const usual = { dev: 10, commune: 10, province: 1240 };
const asked = process.argv[2] === undefined ? undefined : Number(process.argv[2]);
if (asked !== undefined && !(asked >= 0)) { console.error('Usage: node infra-bicep/cost.mjs [reports a month]'); process.exit(64); }

const hours = 730, seconds = hours * 3600;
const price = name => prices[name].price;
const times = (name, count) => count === 0 ? 0 : price(name) === null ? null : price(name) * count;

function read(size) {
  const text = readFileSync(new URL(`${size}.bicepparam`, here), 'utf8');
  const number = (app, name) => Number(new RegExp(`param ${app} = \\{[^}]*${name}: (\\d+)`).exec(text)[1]);
  return {
    publicGb: number('publicApp', 'instanceMemoryMB') / 1024,
    backGb: number('backApp', 'instanceMemoryMB') / 1024,
    publicReady: number('publicApp', 'alwaysReadyHttp'),
    backReady: number('backApp', 'alwaysReadyHttp') + number('backApp', 'alwaysReadyCarryOutCase'),
    network: /param privateNetwork = true/.test(text),
  };
}

// A rule that looks every five minutes costs three times one that looks every quarter of an hour.
const windows = [...readFileSync(new URL('alerts.bicep', here), 'utf8').matchAll(/windowSize: '(PT\d+[MH])'\n/g)].map(x => x[1]);
const rules = { often: windows.filter(x => x === 'PT5M').length, seldom: windows.filter(x => x !== 'PT5M').length };

// Each call counts a second, the least that is billed. A report: 15 pages of its reporter and of nine others who only look; 40 calls of
// the back app (messages, links, answers, delivery events). Probes: three places every five minutes. Timers: every five minutes, hourly, daily.
const probes = 3 * 12 * hours, timers = 12 * hours + hours + 30;
const publicSeconds = reports => reports * 15 * 10 + probes;
const backSeconds = reports => reports * 40 + probes + timers;

// docs/storage.md: about 60 requests a report with four mails and their pages; one query a timer's tick; the host looks into two queues
// every two seconds.
const storageRequests = reports => reports * 60 + timers + 2 * seconds / 2;

function lines(size) {
  const s = read(size), reports = asked ?? usual[size];
  const onDemand = publicSeconds(reports) * s.publicGb + backSeconds(reports) * s.backGb;
  return {
    'Reports a month': reports,
    'Always-ready instances': times('always_ready_gb_second', (s.publicReady * s.publicGb + s.backReady * s.backGb) * seconds),
    'Execution, at most': times('on_demand_gb_second', Math.max(0, onDemand - price('on_demand_free_gb_seconds'))),
    'Private endpoints (6)': times('private_endpoint_hour', s.network ? 6 * hours : 0),
    'Address of the NAT gateway': times('public_address_hour', s.network ? hours : 0),
    'NAT gateway': times('nat_gateway_hour', s.network ? hours : 0),
    'Lines and figures (1 GB; province 3 GB)': times('log_gb', Math.max(0, (size === 'province' ? 3 : 1) - price('log_free_gb'))),
    'Mail plan': times('mail_plan_month', 1),
    'Storage requests, at most': times('storage_request_10000', storageRequests(reports) / 10000),
    'Storage (1 GB), at most': times('storage_gb_month', 1),
    'Key vaults (10,000 readings)': times('vault_request_10000', 1),
    [`Alert rules (${rules.often} look every five minutes, ${rules.seldom} less often)`]: rules.often * price('alert_rule_5_minutes_month') + rules.seldom * price('alert_rule_month'),
    'Availability tests': times('availability_test_run', 2 * probes),
  };
}

const sizes = Object.keys(usual), table = Object.fromEntries(sizes.map(size => [size, lines(size)]));
const cell = value => value === null ? 'no price here' : value.toFixed(2);
console.log(`| ${currency} a month | ${sizes.join(' | ')} |\n|---|${sizes.map(() => '---:').join('|')}|`);
for (const name of Object.keys(table[sizes[0]]))
  console.log(`| ${name} | ${sizes.map(size => name === 'Reports a month' ? table[size][name] : cell(table[size][name])).join(' | ')} |`);
const sum = size => Object.entries(table[size]).filter(([name]) => name !== 'Reports a month').reduce((total, [, value]) => total + (value ?? 0), 0);
console.log(`| **Sum of what has a price** | ${sizes.map(size => `**${sum(size).toFixed(2)}**`).join(' | ')} |`);
console.log(`\nBesides, where it is chosen: Service Bus Standard ${cell(price('service_bus_standard_month'))}, Premium ${cell(price('service_bus_premium_month'))}.`);
