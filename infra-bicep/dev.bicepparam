using 'main.bicep'

// To try things out: everything as small as it goes, one building, no lock, nobody's real data.

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'southeastasia')
param officerObjectId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')

param publicApp = { instanceMemoryMB: 512, maximumInstanceCount: 40, alwaysReadyHttp: 0 }
param backApp = { instanceMemoryMB: 512, maximumInstanceCount: 40, alwaysReadyHttp: 0, alwaysReadyCarryOutCase: 0 }
param recordRedundancy = 'Standard_LRS'
param recoverableDays = 7
param auditDays = 1
param locks = false
param logDays = 30

param site = {
  exitUrl: 'https://www.google.com/search?q=thoi+tiet'
  provinceName: 'tỉnh thử nghiệm'
  provinceDutyNumber: ''
  childLine: '111'
  domesticViolenceLine: ''
  womenLine: ''
  khmer: false
  statistics: false
  mailFrom: readEnvironmentVariable('MAIL_FROM', 'dieu-phoi@example.org')
  mailWebhookPublicKey: readEnvironmentVariable('MAIL_WEBHOOK_PUBLIC_KEY', '')
  mailHost: 'https://api.sendgrid.com'
  firstPeriod: ''
  reportKinds: ''
  reportCalendar: ''
  apiClients: []
}

param alertEmails = [readEnvironmentVariable('ALERT_EMAIL', 'truc@example.org')]
param monthlyBudget = 100
param budgetStart = readEnvironmentVariable('BUDGET_START', '2026-12-01')
param withBudget = bool(readEnvironmentVariable('WITH_BUDGET', 'true'))
param auditLocked = bool(readEnvironmentVariable('AUDIT_LOCKED', 'false'))
