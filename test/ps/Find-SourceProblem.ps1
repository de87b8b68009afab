# Reads every script of some folders (one a line in a file) with PowerShell's own parser and writes what breaks the rules,
# one line each: the number of the folder, a tab, the problem.
param([string] $ListFile)

$approved = 'Assert', 'Connect', 'ConvertTo', 'Copy', 'Enter', 'Get', 'Invoke', 'Join', 'Move', 'New', 'Protect', 'Read', 'Register', 'Remove', 'Reset',
'Resolve', 'Set', 'Start', 'Stop', 'Switch', 'Test', 'Undo', 'Unprotect', 'Wait', 'Write'
# Parts without a function: the head of the module; the beginning and the end of install.ps1.
$partial = 'module.ps1', 'header.ps1', 'constants.ps1', 'main.ps1'
$forbidden = 'Add-Type', 'Invoke-Expression', 'Write-Host', 'iex', '?', '%', 'foreach', 'where', 'select', 'gps', 'ps', 'kill', 'spps', 'gcim', 'echo', 'cat', 'ls', 'dir', 'sleep'
# Values that query functions may cache.
$caches = '$script:CounterName', '$script:CommandLineReader'
$newTokens = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr', 'QuestionMark'

function Find-Problem {
    param([string] $Path)
    $file = [System.IO.Path]::GetFileName($path)
    $tokens = $null
    $errors = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $tokens, [ref] $errors)
    foreach ($each in $errors) { "${file}: $($each.Message)" }
    foreach ($token in $tokens) {
        if ($newTokens -contains [string] $token.Kind) { "${file}: $($token.Text) is not known to 5.1" }
    }
    foreach ($each in $ast.FindAll({ $args[0].GetType().Name -in 'TernaryExpressionAst', 'PipelineChainAst' }, $true)) {
        "${file}: $($each.GetType().Name) is not known to 5.1"
    }
    foreach ($each in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
        $name = $each.GetCommandName()
        if ($forbidden -contains $name) { "${file}: $name is forbidden" }
        # $ErrorActionPreference of a script does not reach the functions of a module (PowerShell#4568).
        $given = @(foreach ($part in $each.CommandElements) { if ($part -is [System.Management.Automation.Language.CommandParameterAst]) { $part.ParameterName } })
        if ($name -like '*-ScheduledTask*' -and $given -notcontains 'ErrorAction') { "${file}: $name without -ErrorAction goes on after a failure" }
    }
    # Windows PowerShell 5.1 fills it only after the parameters are bound when -File starts the script (PowerShell#4688).
    foreach ($block in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.ParamBlockAst] }, $true)) {
        foreach ($each in $block.FindAll({ $args[0] -is [System.Management.Automation.Language.VariableExpressionAst] }, $true)) {
            $name = $each.VariablePath.UserPath
            if ($name -in 'PSScriptRoot', 'PSCommandPath') { "${file}: $name among the parameters is empty to 5.1" }
        }
    }
    if ([regex]::IsMatch([System.IO.File]::ReadAllText($path), '[^\x00-\x7F]')) { "${file}: not ASCII" }
    if ($partial -contains $file) { return }

    $functions = @($ast.FindAll({ $args[0] -is [System.Management.Automation.Language.FunctionDefinitionAst] }, $true))
    if ($functions.Count -ne 1 -or "$($functions[0].Name).ps1" -cne $file) { "${file}: must hold one function of its name"; return }
    $function = $functions[0]
    if ($approved -notcontains $function.Name.Split('-')[0]) { "${file}: verb not approved" }
    $block = $function.Body.ParamBlock
    if ($null -eq $block) { "${file}: no param block"; return }
    $attributes = @(foreach ($each in $block.Attributes) { $each.TypeName.Name })
    foreach ($needed in 'CmdletBinding', 'OutputType') {
        if ($attributes -notcontains $needed) { "${file}: no [$needed()]" }
    }
    # Full help is required for functions that can be called from outside; the others have a one-line synopsis.
    $isPublic = [System.IO.Path]::GetFileName([System.IO.Path]::GetDirectoryName($Path)) -ceq 'public'
    $help = $function.GetHelpContent()
    if ($null -eq $help -or -not $help.Synopsis) { "${file}: help lacks a synopsis"; return }
    if (([string] $help.Synopsis).Trim().Contains("`n")) { "${file}: its synopsis is longer than a line" }
    if ($isPublic -and (-not $help.Description -or $help.Examples.Count -eq 0)) { "${file}: help lacks description or example"; return }
    foreach ($parameter in $block.Parameters) {
        $name = $parameter.Name.VariablePath.UserPath
        if ($isPublic -and -not $help.Parameters.ContainsKey($name.ToUpperInvariant())) { "${file}: help lacks parameter $name" }
        if ($parameter.StaticType -eq [object] -and $parameter.Attributes.Count -lt 2) { "${file}: parameter $name has no type" }
    }
    if ($function.Name -notmatch '^(Get|Test)-') { return }
    # A function named as a query must not act. Code in a script block is executed later.
    $later = @($ast.FindAll({ $args[0] -is [System.Management.Automation.Language.ScriptBlockExpressionAst] }, $true))
    $isNow = {
        param($node)
        foreach ($block in $later) { if ($node.Extent.StartOffset -ge $block.Extent.StartOffset -and $node.Extent.EndOffset -le $block.Extent.EndOffset) { return $false } }
        $true
    }
    foreach ($each in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.AssignmentStatementAst] }, $true)) {
        if ("$($each.Left.Extent.Text)" -like '$script:*' -and $caches -notcontains "$($each.Left.Extent.Text)" -and (& $isNow $each)) { "${file}: asks, but sets $($each.Left.Extent.Text)" }
    }
    foreach ($each in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
        $name = [string] $each.GetCommandName()
        if ($name -match '^(Copy|Move|Protect|Register|Remove|Reset|Set|Start|Switch|Undo|Unregister|Write)-' -and (& $isNow $each)) { "${file}: asks, but calls $name" }
    }
    foreach ($each in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.InvokeMemberExpressionAst] }, $true)) {
        $name = [string] $each.Member.Extent.Text
        if ($name -in 'AppendAllText', 'Copy', 'CreateDirectory', 'Delete', 'Move', 'WriteAllText', 'WriteAllBytes' -and (& $isNow $each)) { "${file}: asks, but calls $name" }
    }
}

$number = 0
foreach ($folder in [System.IO.File]::ReadAllLines($ListFile)) {
    foreach ($path in [System.IO.Directory]::GetFiles($folder, '*.ps1', 'AllDirectories')) {
        foreach ($problem in (Find-Problem $path)) { "$number`t$problem" }
    }
    $number++
}
