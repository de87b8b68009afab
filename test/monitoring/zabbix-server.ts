/** A real Zabbix without systemd: PostgreSQL, server, agent 2, and the front end for its API. Needs root. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { hasProgram, until } from './world.js';

const PHP_CONFIG = '/etc/zabbix/zabbix.conf.php';
const NOBODY = 65_534;

export const isZabbixThere =
  process.getuid?.() === 0 &&
  [
    '/usr/sbin/zabbix_server',
    '/usr/sbin/zabbix_agent2',
    '/usr/share/zabbix/index.php',
    '/usr/bin/php',
  ].every(hasProgram);

interface Ports {
  readonly server: number;
  readonly agent: number;
  readonly database: number;
  readonly web: number;
}

export class ZabbixServer {
  // Outside the folder of the tests, which only root may enter: PostgreSQL does not run as root.
  readonly #folder = mkdtempSync('/tmp/comwatch-zabbix-');
  readonly #ports: Ports;
  readonly #children: ChildProcess[] = [];
  readonly #binaries: string;
  readonly #before: string | undefined;
  #auth: string | undefined;
  #calls = 0;

  constructor(ports: Ports) {
    this.#ports = ports;
    const [version = ''] = readdirSync('/usr/lib/postgresql').sort().reverse();
    this.#binaries = join('/usr/lib/postgresql', version, 'bin');
    this.#before = hasProgram(PHP_CONFIG) ? readFileSync(PHP_CONFIG, 'utf8') : undefined;
    chmodSync(this.#folder, 0o755);
    chownSync(this.#folder, NOBODY, NOBODY);
  }

  async open(): Promise<void> {
    const { server, agent, database, web } = this.#ports;
    const at = (name: string) => join(this.#folder, name);
    this.#asNobody([
      'initdb',
      '-D',
      at('pg'),
      '-U',
      'zabbix',
      '--auth=trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ]);
    const options = `-p ${database} -k ${this.#folder} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off`;
    this.#asNobody(['pg_ctl', '-D', at('pg'), '-w', '-l', at('pg.log'), '-o', options, 'start']);
    run('createdb', ['-h', '127.0.0.1', '-p', String(database), '-U', 'zabbix', 'zabbix']);
    for (const name of ['schema', 'images', 'data']) {
      const file = `/usr/share/zabbix-server-pgsql/${name}.sql.gz`;
      run('sh', [
        '-c',
        `zcat ${file} | psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p ${database} -U zabbix zabbix`,
      ]);
    }
    writeFileSync(PHP_CONFIG, phpConfig(database, server));
    writeFileSync(at('server.conf'), serverConfig(this.#folder, server, database));
    writeFileSync(at('agent.conf'), agentConfig(this.#folder, agent));
    this.#start('setpriv', [
      '--reuid',
      String(NOBODY),
      '--clear-groups',
      '/usr/sbin/zabbix_server',
      '-f',
      '-c',
      at('server.conf'),
    ]);
    // Like LocalSystem on Windows, it may read the state folder of the agent.
    this.#start('/usr/sbin/zabbix_agent2', ['-f', '-c', at('agent.conf')]);
    const php = [
      'memory_limit=256M',
      'post_max_size=32M',
      'max_execution_time=300',
      'max_input_time=300',
      'date.timezone=UTC',
    ];
    this.#start('php', [
      ...php.flatMap((each) => ['-d', each]),
      '-S',
      `127.0.0.1:${web}`,
      '-t',
      '/usr/share/zabbix',
    ]);
    await until(() => this.call('apiinfo.version', {}), 'the API of Zabbix');
    this.#auth = await this.call<string>('user.login', { username: 'Admin', password: 'zabbix' });
  }

  async call<T>(method: string, params: unknown): Promise<T> {
    const auth = this.#auth === undefined ? {} : { auth: this.#auth };
    const answer = await fetch(`http://127.0.0.1:${this.#ports.web}/api_jsonrpc.php`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json-rpc' },
      body: JSON.stringify({ jsonrpc: '2.0', method, params, id: ++this.#calls, ...auth }),
    });
    const { result, error } = (await answer.json()) as { result: T; error?: unknown };
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  }

  get log(): string {
    const file = join(this.#folder, 'server.log');
    return hasProgram(file) ? readFileSync(file, 'utf8').slice(-2_000) : '';
  }

  close(): void {
    // Otherwise the server's own children outlive it.
    for (const { pid } of this.#children) if (pid !== undefined) endGroup(pid);
    const stop = ['pg_ctl', '-D', join(this.#folder, 'pg'), '-m', 'immediate', 'stop'];
    spawnSync('setpriv', ['--reuid', String(NOBODY), '--clear-groups', ...this.#inBinaries(stop)]);
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    if (this.#before !== undefined) writeFileSync(PHP_CONFIG, this.#before);
  }

  #inBinaries([name = '', ...words]: readonly string[]): string[] {
    return [join(this.#binaries, name), ...words];
  }

  #asNobody(words: readonly string[]): void {
    run('setpriv', ['--reuid', String(NOBODY), '--clear-groups', ...this.#inBinaries(words)]);
  }

  #start(command: string, words: readonly string[]): void {
    this.#children.push(spawn(command, [...words], { stdio: 'ignore', detached: true }));
  }
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function run(command: string, words: readonly string[]): void {
  // Programs started by pg_ctl keep its outputs open, so the test does not wait for them.
  const done = spawnSync(command, [...words], { stdio: 'ignore', timeout: 120_000 });
  if (done.status !== 0)
    throw new Error(`${command} ${words.join(' ')} failed with ${String(done.status)}`);
}

function phpConfig(database: number, server: number): string {
  return `<?php
$DB['TYPE']='POSTGRESQL';$DB['SERVER']='127.0.0.1';$DB['PORT']='${database}';$DB['DATABASE']='zabbix';$DB['USER']='zabbix';$DB['PASSWORD']='';$DB['SCHEMA']='';$DB['ENCRYPTION']=false;$DB['KEY_FILE']='';$DB['CERT_FILE']='';$DB['CA_FILE']='';$DB['VERIFY_HOST']=false;$DB['CIPHER_LIST']='';$DB['VAULT_URL']='';$DB['VAULT_DB_PATH']='';$DB['VAULT_TOKEN']='';$DB['DOUBLE_IEEE754']=true;
$ZBX_SERVER='127.0.0.1';$ZBX_SERVER_PORT='${server}';$ZBX_SERVER_NAME='';$IMAGE_FORMAT_DEFAULT=IMAGE_FORMAT_PNG;
`;
}

/** The smallest number of processes with which it starts. */
function serverConfig(folder: string, server: number, database: number): string {
  return `ListenPort=${server}
ListenIP=127.0.0.1
LogFile=${folder}/server.log
PidFile=${folder}/server.pid
SocketDir=${folder}
DBHost=127.0.0.1
DBPort=${database}
DBName=zabbix
DBUser=zabbix
StartPollers=2
StartPollersUnreachable=1
StartTrappers=1
StartPingers=0
StartDiscoverers=0
StartHTTPPollers=0
StartTimers=1
StartEscalators=1
StartAlerters=1
StartPreprocessors=1
StartDBSyncers=1
StartLLDProcessors=1
StartReportWriters=0
StartODBCPollers=0
StartHistoryPollers=1
CacheUpdateFrequency=2
CacheSize=32M
TrendCacheSize=8M
HistoryCacheSize=8M
ValueCacheSize=8M
`;
}

function agentConfig(folder: string, agent: number): string {
  return `PidFile=${folder}/agent.pid
LogFile=${folder}/agent.log
Server=127.0.0.1
ListenIP=127.0.0.1
ListenPort=${agent}
Hostname=box
ControlSocket=${folder}/agent.sock
PluginSocket=${folder}/plugin.sock
`;
}
