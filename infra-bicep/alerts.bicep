// Alerts on lines that the program writes, by event id. docs/operations.md says of each what to do; a test compares these ids with the program.

@description('An alert on lines of the program.')
type logAlertType = {
  @description('Last part of the rule\'s name.')
  name: string

  @description('What it means and what to do first.')
  description: string

  @description('0: people may be in danger because of it; 1: today; 2: this week.')
  severity: int

  @description('Event ids of the program.')
  eventIds: int[]

  @description('How far one look goes back, and the time until the next one.')
  windowSize: 'PT5M' | 'PT15M' | 'PT30M' | 'PT1H'

  @description('True: it fires where no such line came.')
  expected: bool

  @description('Further condition in the query language.')
  condition: string
}

@export()
@description('All of them.')
var logAlerts logAlertType[] = [
  {
    name: 'not-saved'
    description: 'A report could not be saved, or the danger page came without its form; the sender saw the emergency numbers. Look at storage now.'
    severity: 0
    eventIds: [1001, 1002]
    windowSize: 'PT5M'
    condition: ''
    expected: false
  }
  {
    name: 'tampered'
    description: 'A case is not as the program wrote it and was not acted on, or the nightly check of the record found that. Treat it as an incident.'
    severity: 0
    eventIds: [2102, 6001]
    windowSize: 'PT5M'
    condition: ''
    expected: false
  }
  {
    // The timer runs every five minutes. Where it does not, nothing else would say that deadlines pass unseen; a figure of the platform
    // would not either, because a rule on figures sleeps while there are none.
    name: 'silent'
    description: 'The back app has not looked for due cases for half an hour: deadlines pass unseen. Restart it and look at its state.'
    severity: 0
    eventIds: [2202]
    windowSize: 'PT30M'
    condition: ''
    expected: true
  }
  {
    name: 'poison'
    description: 'Messages lie in a poison queue: unreadable, unsigned, or such that the program died over.'
    severity: 1
    eventIds: [2101, 2302, 3001]
    windowSize: 'PT15M'
    condition: ''
    expected: false
  }
  {
    name: 'mail-fails'
    description: 'A mail has failed five times and goes on hourly, or a mail about a report came back. Somebody may not know that help is asked for: ring them.'
    severity: 0
    eventIds: [2002, 4001]
    windowSize: 'PT5M'
    condition: '| where Message has_any ("Mail", "mail")'
    expected: false
  }
  {
    name: 'effect-fails'
    description: 'Something that a case asks for has failed five times and goes on hourly.'
    severity: 1
    eventIds: [2002, 2103, 2201, 6101]
    windowSize: 'PT15M'
    condition: ''
    expected: false
  }
  {
    name: 'effects-old'
    description: 'Effects were pending for longer than the sweep allows: messages got lost, or the back app stood still.'
    severity: 1
    eventIds: [2301]
    windowSize: 'PT1H'
    condition: ''
    expected: false
  }
  {
    name: 'bus-away'
    description: 'Service Bus did not take messages; Storage queues did, so nothing is lost. Look at the namespace, its network and the roles on it.'
    severity: 2
    eventIds: [2401]
    windowSize: 'PT15M'
    condition: ''
    expected: false
  }
  {
    name: 'report-late'
    description: 'A report cannot be finished, or was owed for more than a day and is not there; or yearly returns cannot be looked at. It is tried again, at last hourly.'
    severity: 2
    eventIds: [3003, 3005, 3101]
    windowSize: 'PT1H'
    condition: ''
    expected: false
  }
  {
    name: 'degraded'
    description: 'Asked whether it is ready, an app said no, or that mail is out of reach, or that an effect waits although it was announced again. The line says which.'
    severity: 2
    eventIds: [8001]
    windowSize: 'PT15M'
    condition: ''
    expected: false
  }
  {
    name: 'failed'
    description: 'A request or an invocation ended with an error that nobody expected.'
    severity: 1
    eventIds: [1003, 9001]
    windowSize: 'PT15M'
    condition: ''
    expected: false
  }
]
