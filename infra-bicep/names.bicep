// Names and built-in roles, in one place. Nothing here says what the system is about: names of apps and hosts are seen by everybody.

@export()
@description('A name by the convention <kind>-<workload>-<environment>-<token>, cut to the length that the resource type allows.')
func nameOf(kind string, workload string, environment string, token string, longest int) string => take('${kind}-${workload}-${environment}-${token}', longest)

@export()
@description('A name for a resource that allows letters and digits only: the token goes before everything that may be cut.')
func plainNameOf(kind string, token string, part string, longest int) string => take('${kind}${token}${part}', longest)

@export()
@description('Roles that Azure brings along, by what they allow.')
var builtInRoles = {
  blobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  blobDataReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  keyVaultSecretsOfficer: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  queueDataMessageProcessor: '8a0f0c08-91a1-4084-bc3d-661d67233fed'
  queueDataMessageSender: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  queueDataReader: '19e7f393-937e-4f77-808e-94535e297925'
  serviceBusDataReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
  serviceBusDataSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  tableDataReader: '76199698-9eea-4c19-bc75-cec21354c6b6'
}
