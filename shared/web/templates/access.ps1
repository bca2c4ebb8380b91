# cooperlink-access.ps1
#
# {{ self.comment("access-script-what") }}
# {{ self.comment("access-script-needs") }}
#   Install-Module Microsoft.Graph.Authentication -Scope CurrentUser
#
# {{ self.comment("access-script-list") }}
#   .\cooperlink-access.ps1 -List
# {{ self.comment("access-script-add") }}
#   .\cooperlink-access.ps1 -Add 'pat@contoso.example', 'Sales'
# {{ self.comment("access-script-remove") }}
#   .\cooperlink-access.ps1 -Remove 'pat@contoso.example'
# {{ self.comment("access-script-require") }}
#   .\cooperlink-access.ps1 -RequireAssignment $true
#   .\cooperlink-access.ps1 -RequireAssignment $false
# {{ self.comment("access-script-grant") }}
#   .\cooperlink-access.ps1 -RemoveOwnGrant

#Requires -Version 5.1
#Requires -Modules @{ ModuleName = 'Microsoft.Graph.Authentication'; ModuleVersion = '2.0.0' }

[CmdletBinding(DefaultParameterSetName = 'List')]
param(
    [Parameter(ParameterSetName = 'List')]
    [switch] $List,

    [Parameter(ParameterSetName = 'Add', Mandatory = $true)]
    [ValidateCount(1, {{ most }})]
    [ValidateLength(1, 256)]
    [string[]] $Add,

    [Parameter(ParameterSetName = 'Remove', Mandatory = $true)]
    [ValidateCount(1, {{ most }})]
    [ValidateLength(1, 256)]
    [string[]] $Remove,

    [Parameter(ParameterSetName = 'Require', Mandatory = $true)]
    [bool] $RequireAssignment,

    [Parameter(ParameterSetName = 'Grant', Mandatory = $true)]
    [switch] $RemoveOwnGrant
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$tenantId = '{{ tenant }}'
$clientId = '{{ client_id }}'
$environment = '{{ environment }}'
$defaultRole = '00000000-0000-0000-0000-000000000000'

$assigning = @('Application.Read.All', 'AppRoleAssignment.ReadWrite.All', 'User.ReadBasic.All', 'GroupMember.Read.All')
$scopes = @{
    List    = @('Application.Read.All')
    Add     = $assigning
    Remove  = $assigning
    Require = @('Application.ReadWrite.All')
    Grant   = @('Application.Read.All', 'DelegatedPermissionGrant.ReadWrite.All', 'User.Read')
}

function Get-Everything([string] $Path) {
    $next = $Path
    while ($next) {
        $page = Invoke-MgGraphRequest -Method GET -Uri $next -OutputType Hashtable
        $page['value']
        $next = $page['@odata.nextLink']
    }
}

function Get-Filtered([string] $Path, [string] $Filter) {
    Get-Everything ($Path + '&$filter=' + [uri]::EscapeDataString($Filter))
}

function Get-App {
    $path = '/v1.0/servicePrincipals?$select=id,appId,appRoleAssignmentRequired'
    $found = @(Get-Filtered $path "appId eq '$clientId'")
    if ($found.Count -ne 1) {
        throw 'The application is not there in this organisation. An administrator has to approve it first.'
    }
    $found[0]
}

function Get-Assigned($App) {
    $path = '/v1.0/servicePrincipals/' + $App['id'] + '/appRoleAssignedTo?$top=999'
    Get-Everything $path | Where-Object { $_['principalType'] -in 'User', 'Group' }
}

function Find-Principal([string] $Who) {
    $id = [guid]::Empty
    if ([guid]::TryParse($Who, [ref] $id)) {
        $userFilter = "id eq '$id'"
        $groupFilter = $userFilter
    } else {
        $quoted = $Who.Trim().Replace("'", "''")
        $userFilter = "userPrincipalName eq '$quoted'"
        $groupFilter = "displayName eq '$quoted'"
    }
    $found = @(
        Get-Filtered '/v1.0/users?$select=id,displayName,userPrincipalName' $userFilter |
            ForEach-Object { [pscustomobject]@{ Id = $_['id']; Name = $_['displayName']; Kind = 'User'; CanBeAssigned = $true } }
        Get-Filtered '/v1.0/groups?$select=id,displayName,securityEnabled' $groupFilter |
            ForEach-Object { [pscustomobject]@{ Id = $_['id']; Name = $_['displayName']; Kind = 'Group'; CanBeAssigned = [bool] $_['securityEnabled'] } }
    )
    if ($found.Count -eq 0) {
        throw "'$Who' is neither the sign-in name of a user nor the name of a group, nor the object ID of one. Nothing was changed."
    }
    if ($found.Count -gt 1) {
        $ids = ($found | ForEach-Object { "$($_.Id) ($($_.Kind))" }) -join ', '
        throw "'$Who' is the name of more than one. Nothing was changed; use one of the object IDs: $ids"
    }
    $found[0]
}

function Add-Assignment($App, $Principal) {
    $body = @{ principalId = $Principal.Id; resourceId = $App['id']; appRoleId = $defaultRole } | ConvertTo-Json
    $path = '/v1.0/servicePrincipals/' + $App['id'] + '/appRoleAssignedTo'
    Invoke-MgGraphRequest -Method POST -Uri $path -Body $body -ContentType 'application/json' | Out-Null
}

function Remove-Assignment($App, $Assignment) {
    $id = [uri]::EscapeDataString($Assignment['id'])
    $path = '/v1.0/servicePrincipals/' + $App['id'] + '/appRoleAssignedTo/' + $id
    Invoke-MgGraphRequest -Method DELETE -Uri $path | Out-Null
}

function Set-Required($App, [bool] $Required) {
    $body = @{ appRoleAssignmentRequired = $Required } | ConvertTo-Json
    $path = '/v1.0/servicePrincipals/' + $App['id']
    Invoke-MgGraphRequest -Method PATCH -Uri $path -Body $body -ContentType 'application/json' | Out-Null
}

function Remove-OwnGrant($App) {
    $me = Invoke-MgGraphRequest -Method GET -Uri '/v1.0/me?$select=id' -OutputType Hashtable
    $grants = @(
        Get-Filtered '/v1.0/oauth2PermissionGrants?$top=999' "clientId eq '$($App['id'])'" |
            Where-Object { $_['consentType'] -eq 'Principal' -and $_['principalId'] -eq $me['id'] }
    )
    if ($grants.Count -eq 0) {
        Write-Output 'Nothing is granted to the application for this account alone.'
    }
    foreach ($grant in $grants) {
        $id = [uri]::EscapeDataString($grant['id'])
        Invoke-MgGraphRequest -Method DELETE -Uri "/v1.0/oauth2PermissionGrants/$id" | Out-Null
        Write-Output "Taken back for this account: $($grant['scope'])"
    }
}

function Show-State {
    Write-Output 'As Microsoft shows it now; what was just changed may show a little later:'
    $app = Get-App
    if ($app['appRoleAssignmentRequired']) {
        Write-Output 'Assignment is mandatory: only those below may use the application.'
    } else {
        Write-Output 'Assignment is not mandatory: everybody in the organisation may use the application.'
    }
    Get-Assigned $app |
        ForEach-Object {
            [pscustomobject]@{ Kind = $_['principalType']; Name = $_['principalDisplayName']; Id = $_['principalId']; Since = $_['createdDateTime'] }
        } |
        Sort-Object -Property 'Kind', 'Name' |
        Format-Table -AutoSize
}

try {
    $action = $PSCmdlet.ParameterSetName
    Connect-MgGraph -TenantId $tenantId -Environment $environment -Scopes $scopes[$action] -ContextScope Process -NoWelcome
    if ((Get-MgContext).TenantId -ne $tenantId) {
        throw 'Another organisation signed in. Nothing was changed.'
    }
    $app = Get-App
    switch ($action) {
        'Add' {
            # Everything is found before anything is changed.
            $principals = @($Add | ForEach-Object { Find-Principal $_ })
            $unfit = @($principals | Where-Object { -not $_.CanBeAssigned })
            if ($unfit.Count -gt 0) {
                throw "Not security-enabled, so it cannot be assigned: $(($unfit | ForEach-Object { $_.Name }) -join ', '). Nothing was changed."
            }
            $before = @(Get-Assigned $app | ForEach-Object { $_['principalId'] })
            foreach ($principal in $principals) {
                if ($before -contains $principal.Id) {
                    Write-Output "Assigned already: $($principal.Name)"
                } else {
                    Add-Assignment $app $principal
                    Write-Output "Assigned: $($principal.Name)"
                }
            }
        }
        'Remove' {
            $principals = @($Remove | ForEach-Object { Find-Principal $_ })
            $before = @(Get-Assigned $app)
            foreach ($principal in $principals) {
                $assignments = @($before | Where-Object { $_['principalId'] -eq $principal.Id })
                if ($assignments.Count -eq 0) {
                    Write-Output "Not assigned: $($principal.Name)"
                }
                foreach ($assignment in $assignments) {
                    Remove-Assignment $app $assignment
                    Write-Output "Taken away: $($principal.Name)"
                }
            }
        }
        'Require' { Set-Required $app $RequireAssignment }
        'Grant' { Remove-OwnGrant $app }
    }
    Show-State
} finally {
    if (Get-MgContext) {
        Disconnect-MgGraph | Out-Null
    }
}
