# Head of the module: strict mode, no progress output, and the state kept for the life of the shell.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$MaximumHistoryCount = 1

# Names of the process counters in the language of this Windows; read at the first use.
$script:CounterName = $null

# Keeps other programs from reading a protected password by accident; it is no secret.
$script:SecretEntropy = 'comwatch configuration password 1'

# Whether this shell ends by itself when the agent is gone.
$script:EndsWithAgent = $false

# The class that reads a command line from the process itself; loaded on first use.
$script:CommandLineReader = $null

# The parameters of the last sample, as received and parsed: a sampling shell gets the same ones over and over.
$script:LastSample = @{ Parameters = ''; Arguments = $null }
