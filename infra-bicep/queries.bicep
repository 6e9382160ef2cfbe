// Questions about the system's work, asked by the workbook and kept in the workspace. A test compares the names of figures, their labels and the event ids
// with the program. Figures hold no name, no case and no address.

@export()
@description('A question to the workspace.')
type queryType = {
  @description('Last part of its name.')
  name: string

  @description('What it answers.')
  title: string

  @description('The question in the query language.')
  text: string

  @description('How the workbook shows the answer.')
  chart: 'barchart' | 'linechart' | 'table'
}

@export()
@description('All of them, in the order of the workbook.')
var queries queryType[] = [
  {
    name: 'reports-received'
    title: 'Reports received a day, by urgency'
    text: 'AppMetrics | where Name == "gbv.reports.received" | summarize Reports = sum(Sum) by Urgency = tostring(Properties["gbv.urgency"]), bin(TimeGenerated, 1d)'
    chart: 'barchart'
  }
  {
    name: 'oldest-effect'
    title: 'Oldest effect that waits, in minutes (above 30: it was announced again and still waits)'
    text: 'AppMetrics | where Name == "gbv.effects.oldest" | summarize Minutes = max(Max) by bin(TimeGenerated, 15m)'
    chart: 'linechart'
  }
  {
    name: 'time-to-accepted'
    title: 'From the call for help to its acceptance, minutes on average and at most, by urgency'
    text: 'AppMetrics | where Name == "gbv.items.time_to_accepted" | summarize Accepted = sum(ItemCount), Mean = sum(Sum) / sum(ItemCount), Longest = max(Max) by Urgency = tostring(Properties["gbv.urgency"]), bin(TimeGenerated, 1d)'
    chart: 'table'
  }
  {
    name: 'overdue'
    title: 'Deadlines that passed without an answer, by urgency'
    text: 'AppMetrics | where Name == "gbv.items.overdue" | summarize Items = sum(Sum) by Urgency = tostring(Properties["gbv.urgency"]), bin(TimeGenerated, 1d)'
    chart: 'barchart'
  }
  {
    name: 'mail-attempts'
    title: 'Calls of the mail service, by outcome (unknown ones are repeated)'
    text: 'AppMetrics | where Name == "gbv.mails.attempts" | summarize Calls = sum(Sum) by Outcome = tostring(Properties["gbv.outcome"]), bin(TimeGenerated, 1h)'
    chart: 'barchart'
  }
  {
    name: 'mail-events'
    title: 'What became of mails, as the mail service said later'
    text: 'AppMetrics | where Name == "gbv.mails.events" | summarize Mails = sum(Sum) by Outcome = tostring(Properties["gbv.outcome"]), bin(TimeGenerated, 1h)'
    chart: 'barchart'
  }
  {
    name: 'poison'
    title: 'Messages that were put aside, by queue'
    text: 'AppMetrics | where Name == "gbv.messages.poison" | summarize Messages = sum(Sum) by Queue = tostring(Properties["gbv.queue"]), bin(TimeGenerated, 1h)'
    chart: 'barchart'
  }
  {
    name: 'dead-letters'
    title: 'Dead letters of Service Bus (nothing where there is no namespace)'
    text: 'AzureMetrics | where ResourceProvider == "MICROSOFT.SERVICEBUS" and MetricName == "DeadletteredMessages" | summarize Messages = max(Maximum) by bin(TimeGenerated, 1h)'
    chart: 'linechart'
  }
  {
    name: 'report-builds'
    title: 'Seconds that reports took to build, on average and at most, by kind of period'
    text: 'AppMetrics | where Name == "gbv.reports.build" | summarize Built = sum(ItemCount), Mean = sum(Sum) / sum(ItemCount), Longest = max(Max) by Period = tostring(Properties["gbv.period"]), bin(TimeGenerated, 1d)'
    chart: 'table'
  }
  {
    name: 'failed-work'
    title: 'Work of queues and timers that failed, by function (it is tried again)'
    text: 'AppMetrics | where Name == "gbv.invocations" and tostring(Properties["gbv.outcome"]) == "failed" | summarize Failed = sum(ItemCount) by Function = tostring(Properties["gbv.function"]), bin(TimeGenerated, 1h)'
    chart: 'barchart'
  }
  {
    name: 'pages'
    title: 'Pages by route: how many, how many with an error of ours, seconds on average and at most'
    text: 'AppMetrics | where Name == "http.server.request.duration" | extend Status = toint(Properties["http.response.status_code"]) | summarize Requests = sum(ItemCount), Errors = sumif(ItemCount, Status >= 500), Mean = sum(Sum) / sum(ItemCount), Longest = max(Max) by App = AppRoleName, Route = tostring(Properties["http.route"]) | order by Errors desc, Requests desc'
    chart: 'table'
  }
  {
    name: 'health'
    title: 'What the apps need, by part: 1 it answers, 0.5 without it a part of the work is done, 0 none'
    text: 'AppMetrics | where Name == "gbv.health" | summarize Answers = min(Min) by Part = strcat(AppRoleName, " ", tostring(Properties["gbv.part"])), bin(TimeGenerated, 15m)'
    chart: 'linechart'
  }
  {
    name: 'failures'
    title: 'Lines of what failed: reports not saved, effects, cases, mails, report builds, errors that nobody expected'
    text: 'AppTraces | where toint(Properties.EventId) in (1001, 1002, 1003, 2002, 2101, 2102, 2103, 2201, 2302, 3001, 3003, 3005, 3101, 4001, 6001, 6101, 8001, 9001) | project TimeGenerated, App = AppRoleName, Event = toint(Properties.EventId), Message | order by TimeGenerated desc | take 200'
    chart: 'table'
  }
]
