using 'main.bicep'

// One commune or a few, some ten reports a month: three zones, nothing always ready but the handler that asks for help.

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'xa')
param location = readEnvironmentVariable('AZURE_LOCATION', 'southeastasia')
param officerObjectId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')

param publicApp = { instanceMemoryMB: 512, maximumInstanceCount: 40, alwaysReadyHttp: 1 }
param backApp = { instanceMemoryMB: 512, maximumInstanceCount: 40, alwaysReadyHttp: 0, alwaysReadyCarryOutCase: 1 }
param recordRedundancy = 'Standard_ZRS'

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
param monthlyBudget = 100
param budgetStart = readEnvironmentVariable('BUDGET_START', '2026-12-01')
param withBudget = bool(readEnvironmentVariable('WITH_BUDGET', 'true'))
param auditLocked = bool(readEnvironmentVariable('AUDIT_LOCKED', 'false'))
