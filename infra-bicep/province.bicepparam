using 'main.bicep'

// A province with all its communes: a copy in another region, pages and links that need no start, the record in a private network.
// Service Bus stays out until Storage queues no longer do (docs/operations.md).

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'tinh')
param location = readEnvironmentVariable('AZURE_LOCATION', 'southeastasia')
param officerObjectId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param officerAddresses = empty(readEnvironmentVariable('OFFICER_ADDRESS', '')) ? [] : [readEnvironmentVariable('OFFICER_ADDRESS', '')]

param publicApp = { instanceMemoryMB: 2048, maximumInstanceCount: 100, alwaysReadyHttp: 2 }
param backApp = { instanceMemoryMB: 2048, maximumInstanceCount: 40, alwaysReadyHttp: 1, alwaysReadyCarryOutCase: 1 }
param recordRedundancy = 'Standard_RAGZRS'
param auditDays = 1825
param privateNetwork = true
param serviceBus = readEnvironmentVariable('SERVICE_BUS', 'None')
param sendByServiceBus = bool(readEnvironmentVariable('SEND_BY_SERVICE_BUS', 'false'))
param logDays = 180

param site = {
  exitUrl: 'https://www.google.com/search?q=thoi+tiet'
  provinceName: 'tỉnh Vĩnh Long'
  provinceDutyNumber: readEnvironmentVariable('PROVINCE_DUTY_NUMBER', '')
  childLine: '111'
  domesticViolenceLine: ''
  womenLine: ''
  khmer: false
  statistics: false
  mailFrom: readEnvironmentVariable('MAIL_FROM', 'dieu-phoi@example.org')
  mailWebhookPublicKey: readEnvironmentVariable('MAIL_WEBHOOK_PUBLIC_KEY', '')
  mailHost: 'https://api.sendgrid.com'
  firstPeriod: readEnvironmentVariable('FIRST_PERIOD', '')
  reportKinds: readEnvironmentVariable('REPORT_KINDS', '')
  reportCalendar: readEnvironmentVariable('REPORT_CALENDAR', '')
  apiClients: []
}

param publicHostName = readEnvironmentVariable('PUBLIC_HOST_NAME', '')
param backHostName = readEnvironmentVariable('BACK_HOST_NAME', '')
param bindHostNames = bool(readEnvironmentVariable('BIND_HOST_NAMES', 'true'))

param alertEmails = [readEnvironmentVariable('ALERT_EMAIL', 'truc@example.org')]
param monthlyBudget = 600
param budgetStart = readEnvironmentVariable('BUDGET_START', '2026-12-01')
param withBudget = bool(readEnvironmentVariable('WITH_BUDGET', 'true'))
param auditLocked = bool(readEnvironmentVariable('AUDIT_LOCKED', 'false'))
