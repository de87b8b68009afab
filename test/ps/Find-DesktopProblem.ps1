# Reads every script of some folders (one a line in a file) and writes what Windows PowerShell 5.1 on .NET Framework 4.6.2 does
# not have, one line each: the number of the folder, a tab, the problem. The reference assemblies say which types and members
# there are, a table says which commands with which parameters. The last line says how much was looked at.
#
# What an expression without a named type holds is not known here: of its methods only the name and the number of arguments
# are looked for, in all types there are.
param([string] $ListFile, [string] $References, [string] $Table)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
[void] [System.Reflection.Assembly]::LoadFrom("$References/mono.cecil/Mono.Cecil.dll")

$common = 'Verbose', 'Debug', 'ErrorAction', 'WarningAction', 'InformationAction', 'ErrorVariable', 'WarningVariable', 'InformationVariable',
'OutVariable', 'OutBuffer', 'PipelineVariable'
# Not of .NET: methods of COM objects, of ComProbe.dll and of PowerShell itself.
$foreign = 'GetCollection', 'Populate', 'Read', 'Run', 'ForEach', 'Where', 'RegisterTask', 'GetFolder', 'GetTask', 'GetApplicationInstances', 'Value'

# Takes any number of arguments.
function Test-Open {
    param($Method)
    $last = $Method.Parameters[$Method.Parameters.Count - 1]
    @($last.CustomAttributes | Where-Object { $_.AttributeType.Name -eq 'ParamArrayAttribute' }).Count -gt 0
}

$types = @{}
$methods = @{}
foreach ($file in [System.IO.Directory]::GetFiles($References, '*.dll', 'AllDirectories')) {
    if ($file -like '*mono.cecil*') { continue }
    # Two of the reference assemblies are native.
    try { $assembly = [Mono.Cecil.AssemblyDefinition]::ReadAssembly($file) } catch { continue }
    foreach ($type in $assembly.MainModule.Types) {
        $stack = [System.Collections.Generic.Stack[object]]::new()
        $stack.Push($type)
        while ($stack.Count -gt 0) {
            $each = $stack.Pop()
            foreach ($nested in $each.NestedTypes) { $stack.Push($nested) }
            if (-not ($each.IsPublic -or $each.IsNestedPublic)) { continue }
            if (-not $types.ContainsKey($each.FullName)) { $types[$each.FullName] = $each }
            foreach ($method in $each.Methods) {
                if ($method.IsPublic -and -not $method.IsStatic) { $methods["$($method.Name)/$($method.Parameters.Count)"] = $true }
                if ($method.IsPublic -and $method.Parameters.Count -gt 0 -and (Test-Open $method)) { $methods["$($method.Name)/+"] = $true }
            }
        }
    }
}

# The type and what it inherits.
function Get-Lineage {
    param($Type)
    while ($null -ne $Type) {
        $Type
        $base = $Type.BaseType
        $Type = if ($null -eq $base) { $null } else { $types[$base.FullName.Split('<')[0]] }
    }
}

# The name of a type in its assembly: for a list that of its element, for a generic one that of its definition.
function Get-PlainName {
    param([type] $Type)
    while ($Type.HasElementType) { $Type = $Type.GetElementType() }
    foreach ($argument in $Type.GetGenericArguments()) { Get-PlainName $argument }
    if ($Type.IsGenericType) { $Type = $Type.GetGenericTypeDefinition() }
    $Type.FullName.Replace('+', '/')
}

function Find-TypeProblem {
    param($Ast)
    foreach ($node in $Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.TypeExpressionAst] -or $args[0] -is [System.Management.Automation.Language.AttributeBaseAst] }, $true)) {
        $isAttribute = $node -is [System.Management.Automation.Language.AttributeAst]
        $type = if ($isAttribute) { $node.TypeName.GetReflectionAttributeType() } else { $node.TypeName.GetReflectionType() }
        if ($null -eq $type) { "line $($node.Extent.StartLineNumber): the type $($node.TypeName) is not known"; continue }
        foreach ($name in (Get-PlainName $type)) {
            $script:looked++
            if (-not $types.ContainsKey($name)) { "line $($node.Extent.StartLineNumber): .NET Framework 4.6.2 has no type $name" }
        }
    }
}

function Find-MemberProblem {
    param($Ast)
    foreach ($node in $Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.MemberExpressionAst] }, $true)) {
        $isCall = $node -is [System.Management.Automation.Language.InvokeMemberExpressionAst]
        if ($node.Member -isnot [System.Management.Automation.Language.StringConstantExpressionAst]) { continue }
        $name = $node.Member.Value
        $count = if ($isCall -and $null -ne $node.Arguments) { $node.Arguments.Count } else { 0 }
        $line = "line $($node.Extent.StartLineNumber)"
        if (-not $node.Static) {
            if (-not $isCall -or $foreign -contains $name) { continue }
            $script:looked++
            if (-not ($methods.ContainsKey("$name/$count") -or $methods.ContainsKey("$name/+"))) { "${line}: nothing in .NET Framework 4.6.2 has a method $name with $count arguments" }
            continue
        }
        if ($node.Expression -isnot [System.Management.Automation.Language.TypeExpressionAst]) { continue }
        $reflected = $node.Expression.TypeName.GetReflectionType()
        if ($null -eq $reflected -or $reflected.IsArray) { continue }
        $typeName = @(Get-PlainName $reflected)[-1]
        $type = $types[$typeName]
        # Reported already.
        if ($null -eq $type) { continue }
        $script:looked++
        if ($name -eq 'new') {
            if ($type.IsValueType -and $count -eq 0) { continue }
            $found = @($type.Methods | Where-Object { $_.IsPublic -and $_.Name -eq '.ctor' })
        }
        else {
            $lineage = @(Get-Lineage $type)
            if (-not $isCall) {
                $fields = @($lineage | ForEach-Object { $_.Fields; $_.Properties } | Where-Object { $_.Name -eq $name })
                if ($fields.Count -eq 0) { "${line}: .NET Framework 4.6.2 has no $typeName::$name" }
                continue
            }
            $found = @($lineage | ForEach-Object { $_.Methods } | Where-Object { $_.IsPublic -and $_.IsStatic -and $_.Name -eq $name })
        }
        if ($found.Count -eq 0) { "${line}: .NET Framework 4.6.2 has no $typeName::$name"; continue }
        $fits = @($found | Where-Object { $_.Parameters.Count -eq $count -or ($_.Parameters.Count -gt 0 -and (Test-Open $_)) })
        if ($fits.Count -eq 0) { "${line}: .NET Framework 4.6.2 has no $typeName::$name with $count arguments" }
    }
}

# The keys of a splatted table: of the literal in the same script and of later additions.
function Get-SplattedName {
    param($Ast, [string] $Variable)
    foreach ($node in $Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.AssignmentStatementAst] }, $true)) {
        $left = $node.Left
        if ($left -is [System.Management.Automation.Language.IndexExpressionAst] -and "$($left.Target)" -eq "`$$Variable") { $left.Index.Value }
        elseif ($left -is [System.Management.Automation.Language.MemberExpressionAst] -and "$($left.Expression)" -eq "`$$Variable") { $left.Member.Value }
        elseif ("$left" -eq "`$$Variable") {
            foreach ($literal in $node.Right.FindAll({ $args[0] -is [System.Management.Automation.Language.HashtableAst] }, $false)) {
                foreach ($pair in $literal.KeyValuePairs) { $pair.Item1.Value }
            }
        }
    }
}

function Find-CommandProblem {
    param($Ast, $Own, $Commands)
    foreach ($node in $Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
        $name = $node.GetCommandName()
        $line = "line $($node.Extent.StartLineNumber)"
        if (-not $name -or $Own -contains $name -or $name -like '*.exe') { continue }
        $script:looked++
        $known = $Commands.PSObject.Properties[$name]
        if ($null -eq $known) { "${line}: $name is not in the table of Windows PowerShell 5.1"; continue }
        $parameters = @($known.Value.Split(' ')) + $common
        $given = @(foreach ($part in $node.CommandElements) {
                if ($part -is [System.Management.Automation.Language.CommandParameterAst]) { $part.ParameterName }
                elseif ($part -is [System.Management.Automation.Language.VariableExpressionAst] -and $part.Splatted) { Get-SplattedName $Ast $part.VariablePath.UserPath }
            })
        foreach ($each in $given) {
            $script:looked++
            if ($parameters -notcontains $each) { "${line}: $name of Windows PowerShell 5.1 has no parameter $each" }
        }
    }
}

$commands = [System.IO.File]::ReadAllText($Table) | ConvertFrom-Json
$looked = 0
$number = 0
foreach ($folder in [System.IO.File]::ReadAllLines($ListFile)) {
    $scripts = @(foreach ($path in [System.IO.Directory]::GetFiles($folder, '*.ps1', 'AllDirectories')) {
            [pscustomobject] @{ Path = $path; Ast = [System.Management.Automation.Language.Parser]::ParseFile($path, [ref] $null, [ref] $null) }
        })
    # From all folders: a changed copy of one file calls functions defined by the others.
    if ($number -eq 0) { $own = @() }
    $own += @(foreach ($each in $scripts) { $each.Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true) | ForEach-Object { $_.Name } })
    foreach ($each in $scripts) {
        $problems = @(Find-TypeProblem $each.Ast) + @(Find-MemberProblem $each.Ast) + @(Find-CommandProblem $each.Ast $own $commands)
        foreach ($problem in $problems) { "$number`t$([System.IO.Path]::GetFileName($each.Path)): $problem" }
    }
    $number++
}
"looked`t$looked"
