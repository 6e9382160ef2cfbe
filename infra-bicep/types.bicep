// Types that several modules share.

@export()
@description('Names and values of tags.')
type tagsType = {
  *: string
}

@export()
@description('App settings by name.')
type settingsType = {
  *: string
}

@export()
@description('An identity, a person or a group that is given roles. Role assignments are named by its name, so that a deployment can be predicted.')
type principalType = {
  @description('Name of the identity, person or group.')
  name: string

  @description('Object id.')
  objectId: string

  @description('What it is.')
  kind: 'ServicePrincipal' | 'User' | 'Group'
}
