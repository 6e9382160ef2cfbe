// What the program is told, by role: the one place. Names are those of local.settings.sample.json; a test compares both with the program.

import { settingsType } from 'types.bicep'

@export()
@description('What the public pages say, and where mails come from.')
type siteType = {
  @description('A harmless page of everyday use that the quick exit opens.')
  exitUrl: string

  @description('The province as the header names it.')
  provinceName: string

  @description('Duty number of the province; empty: its line is not shown.')
  provinceDutyNumber: string

  @description('Child line.')
  childLine: string

  @description('National number of Decree 76/2023; empty until somebody has confirmed it.')
  domesticViolenceLine: string

  @description('National women\'s line; empty until somebody has confirmed it.')
  womenLine: string

  @description('Offers Khmer pages; only after people have translated them.')
  khmer: bool

  @description('Puts the years that were released for everybody on the page /statistics.')
  statistics: bool

  @description('Neutral sender address that is verified at SendGrid.')
  mailFrom: string

  @description('Verification key of SendGrid\'s signed event webhook (base64). It is public.')
  mailWebhookPublicKey: string

  @description('Address of the mail service.')
  mailHost: string

  @description('The first month that is due, for example 2026-12; empty: the month of an area\'s first fact.')
  firstPeriod: string
  @description('Kinds of periods that are reported on by the calendar, separated by commas; empty: all.')
  reportKinds: string
  @description('civil or cut-off (15th to 14th); empty: civil.')
  reportCalendar: string

  @description('Systems that may send reports.')
  apiClients: apiClientType[]
}

@description('A system that may send reports to /api/reports.')
type apiClientType = {
  @description('Short name.')
  name: string

  @minLength(64)
  @maxLength(64)
  @description('SHA-256 of its key, 64 hexadecimal digits. The key itself is known to the client alone.')
  keySha256: string

  @description('Channel that its reports count under; empty: api.')
  channel: string
}

@export()
@description('Generations of the keys that have several. A generation is never changed or taken away while a case of it is kept.')
type keyGenerationsType = {
  @description('Receipt keys: the digit and the rounds of the slow derivation.')
  receipt: receiptGenerationType[]

  @description('Generation of new receipts; behind a semicolon, while it changes, the other one.')
  receiptCurrent: string

  @description('The office\'s key pairs.')
  office: string[]

  @description('Generation that new reports are sealed for.')
  officeCurrent: string
}

@description('A generation of the receipt key.')
type receiptGenerationType = {
  @description('First digit of its receipts, 1 to 9.')
  generation: string

  @description('Rounds of PBKDF2.')
  rounds: int
}

@export()
@description('Times of the machinery behind referrals.')
type referralsType = {
  @description('Age in minutes at which the hourly sweep announces an effect again.')
  sweepAfterMinutes: int

  @description('Age in hours at which a partition of nothing but cancelled operations is removed.')
  removeOrphansAfterHours: int

  @description('Days for which an e-mailed link opens its item.')
  linkDays: int

  @description('Seconds after which a mail of unknown outcome is sent again.')
  repeatMailAfterSeconds: int

  @description('Seconds after which an effect that failed is tried again; each further failure waits three times as long.')
  retryAfterSeconds: int

  @description('Longest of these waits in minutes.')
  retryAtMostMinutes: int
}

@export()
@description('Service Bus, where there is a namespace.')
type busType = {
  @description('Host name of the namespace; empty: there is none.')
  namespace: string

  @description('New messages go there and not to Storage queues.')
  send: bool
}

@description('Functions of the public app alone.')
var publicFunctions = ['Api', 'FollowUp', 'Help', 'Home', 'OpenApi', 'Poster', 'Safe', 'Statistics', 'Verify', 'WellKnown']

@description('Functions of the back app alone.')
var backFunctions = [
  'BuildReport'
  'BuildReportFromBus'
  'CarryOutCase'
  'CarryOutCaseFromBus'
  'CheckDue'
  'CheckReports'
  'CheckRetention'
  'CheckReturns'
  'CheckTrace'
  'Responder'
  'SendGridHook'
  'Sweep'
]

@description('Functions of the back app that listen to Service Bus.')
var busFunctions = ['BuildReportFromBus', 'CarryOutCaseFromBus']

// A secret's name is the setting's: Keys__Office__1__PrivateKey is Keys-Office-1-PrivateKey.
func secret(vault string, setting string) string => '@Microsoft.KeyVault(VaultName=${vault};SecretName=${replace(setting, '__', '-')})'

func secrets(vault string, settings string[]) settingsType => toObject(settings, setting => setting, setting => secret(vault, setting))

func disabled(functions string[]) settingsType => toObject(functions, name => 'AzureWebJobs.${name}.Disabled', name => 'true')

func common(storageAccountName string, clientId string, bus busType, site siteType, keys keyGenerationsType, sharedVault string) settingsType =>
  union(
    {
      Storage__AccountName: storageAccountName
      Storage__ClientId: clientId
      ServiceBus__FullyQualifiedNamespace: bus.namespace
      ServiceBus__ClientId: clientId
      ServiceBus__Send: string(bus.send)
      Public__ExitUrl: site.exitUrl
      Public__ProvinceName: site.provinceName
      Public__ProvinceDutyNumber: site.provinceDutyNumber
      Public__ChildLine: site.childLine
      Public__DomesticViolenceLine: site.domesticViolenceLine
      Public__WomenLine: site.womenLine
      Public__Khmer: string(site.khmer)
      Public__Statistics: string(site.statistics)
      Limits__BodyKilobytes: '1024'
      Limits__HeaderSeconds: '10'
      Limits__BytesPerSecond: '50'
      Limits__SilentSeconds: '60'
      Limits__ReadingSeconds: '4'
      Keys__OfficeCurrent: keys.officeCurrent
    },
    secrets(sharedVault, ['Keys__PublicEvent', 'Keys__Queue']),
    secrets(sharedVault, map(keys.office, g => 'Keys__Office__${g}__PublicKey'))
  )

@export()
@description('Settings of the public app: it takes reports and can read none.')
func publicSettings(storageAccountName string, clientId string, bus busType, site siteType, keys keyGenerationsType, publicVault string, sharedVault string) settingsType =>
  union(
    common(storageAccountName, clientId, bus, site, keys, sharedVault),
    {
      Role: 'public'
      Keys__ReceiptCurrent: keys.receiptCurrent
      FollowUp__WrongCodeSeconds: '1'
      FollowUp__WrongCodeSecondsAtMost: '5'
      Attachments__Concurrent: '32'
      Attachments__WaitSeconds: '100'
      Attachments__UploadSeconds: '200'
    },
    secrets(publicVault, ['Keys__Proof', 'Keys__RingPublic']),
    secrets(publicVault, map(keys.receipt, g => 'Keys__Receipt__${g.generation}__Key')),
    toObject(keys.receipt, g => 'Keys__Receipt__${g.generation}__Rounds', g => string(g.rounds)),
    toObject(range(0, length(site.apiClients)), i => 'Api__Clients__${i}__Name', i => site.apiClients[i].name),
    toObject(range(0, length(site.apiClients)), i => 'Api__Clients__${i}__KeySha256', i => site.apiClients[i].keySha256),
    toObject(range(0, length(site.apiClients)), i => 'Api__Clients__${i}__Channel', i => site.apiClients[i].channel),
    disabled(backFunctions)
  )

@export()
@description('Settings of the back app: it reads, routes and reports.')
func backSettings(
  storageAccountName string,
  clientId string,
  bus busType,
  site siteType,
  keys keyGenerationsType,
  referrals referralsType,
  backVault string,
  sharedVault string
) settingsType =>
  union(
    common(storageAccountName, clientId, bus, site, keys, sharedVault),
    {
      Role: 'back'
      // For the host's triggers. Of a connection named "Storage" the host would take AzureWebJobsStorage: its own account, where no queue of ours lies.
      Record__queueServiceUri: 'https://${storageAccountName}.queue.${environment().suffixes.storage}'
      Record__credential: 'managedidentity'
      Record__clientId: clientId
      // The triggers of Service Bus read the namespace's and the identity's names above too.
      ServiceBus__credential: 'managedidentity'
      Email__From: site.mailFrom
      SendGrid__Host: site.mailHost
      // Below a tenth of repeatMailAfterSeconds: an immediate mail is repeated after that.
      SendGrid__TimeoutSeconds: '20'
      SendGrid__ReadySeconds: '3'
      SendGrid__WebhookPublicKey: site.mailWebhookPublicKey
      // The month that still runs is built on one machine only: in Azure it would be mailed.
      Reports__RunningMonth: 'false'
      Reports__FirstPeriod: site.firstPeriod
      Reports__Kinds: site.reportKinds
      Reports__Calendar: site.reportCalendar
      Attachments__CleaningSeconds: '60'
      Referrals__SweepAfterMinutes: string(referrals.sweepAfterMinutes)
      Referrals__RemoveOrphansAfterHours: string(referrals.removeOrphansAfterHours)
      Referrals__LinkDays: string(referrals.linkDays)
      Referrals__RepeatMailAfterSeconds: string(referrals.repeatMailAfterSeconds)
      Referrals__RetryAfterSeconds: string(referrals.retryAfterSeconds)
      Referrals__RetryAtMostMinutes: string(referrals.retryAtMostMinutes)
    },
    secrets(backVault, ['Keys__BackEvent', 'Keys__Link', 'Keys__Fact', 'Keys__Rounding', 'Keys__RingBack', 'SendGrid__ApiKey']),
    secrets(backVault, map(keys.office, g => 'Keys__Office__${g}__PrivateKey')),
    disabled(publicFunctions),
    // Without a namespace the host could not start listening.
    disabled(empty(bus.namespace) ? busFunctions : [])
  )
