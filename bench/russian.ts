/** Names, titles, units and goals of the benches in Russian; # stands for a number. */
const PHRASES: Readonly<Record<string, string>> = {
  ms: 'мс',
  MB: 'МБ',
  '%': '%',
  '% of a core': '% ядра',
  'load before it #': 'нагрузка перед прогоном #',

  '(a) round trip of the smallest request, the real PowerShell on Linux':
    '(a) самый короткий запрос и ответ, настоящий PowerShell на Linux',
  'our framing': 'наш обмен',
  'node-powershell invoke()': 'invoke() из node-powershell',
  '<= # ms median': '<= # мс по медиане',

  '(b) one sampling round, the real PowerShell on Linux, # processes present, # matching':
    '(b) один замер, настоящий PowerShell на Linux, всего процессов #, подходящих #',
  'comwatch, source process': 'comwatch, источник process',
  'a fresh PowerShell per sample': 'новый PowerShell на каждый замер',
  'pidusage, PIDs already known': 'pidusage, PID уже известны',
  'systeminformation.processes()': 'systeminformation.processes()',
  'psutil, process_iter with attributes': 'psutil, process_iter с атрибутами',
  'psutil, name first, then the rest': 'psutil, сначала имя, затем остальное',
  '>= # x faster than a fresh PowerShell': '>= # × быстрее нового PowerShell',

  '(c) CPU of the agent, the real PowerShell on Linux':
    '(c) ЦП агента, настоящий PowerShell на Linux',
  'agent and its shells, delay # ms': 'агент и его PowerShell, delay # мс',
  'agent and its shells, delay # s': 'агент и его PowerShell, delay # с',
  'of it the agent itself': 'из них сам агент',
  'of it the shell that samples': 'из них PowerShell, который замеряет',
  'of it shells that wait (#)': 'из них PowerShell, которые ждут (#)',
  '<= # %': '<= # %',

  '(d) reaction (cpu_window = delay, grace #), the real PowerShell on Linux':
    '(d) реакция (cpu_window = delay, grace #), настоящий PowerShell на Linux',
  'breach -> process gone, delay # ms': 'превышение → процесса нет, delay # мс',
  'p# <= delay + # ms = # ms': 'p# <= delay + # мс = # мс',

  '(e) memory, the real PowerShell on Linux': '(e) память, настоящий PowerShell на Linux',
  'agent and both shells over # rounds': 'агент и оба PowerShell за # замеров',
  'growth after warm-up': 'рост после прогрева',
  '<= # MB': '<= # МБ',
  'within # %': 'в пределах # %',

  '(f) the COM check on Linux: four calls in its own process, the server is an object in memory':
    '(f) проверка COM на Linux: четыре вызова в отдельном процессе, сервер — объект в памяти',
  'edge-js: start of the process -> first answer': 'edge-js: запуск процесса → первый ответ',
  'edge-js: a probe in the warm process': 'edge-js: проверка в прогретом процессе',
  "edge-js: memory of the probe's process": 'edge-js: память процесса проверки',
  'edge-js: its growth over # probes': 'edge-js: её рост за # проверок',
  'PowerShell: start of the process -> first answer': 'PowerShell: запуск процесса → первый ответ',
  'PowerShell: a probe in the warm process': 'PowerShell: проверка в прогретом процессе',
  "PowerShell: memory of the probe's process": 'PowerShell: память процесса проверки',
  'PowerShell: its growth over # probes': 'PowerShell: её рост за # проверок',

  '(g) reaction to a hanging call on Linux (suspects = application, confirm = #)':
    '(g) реакция на зависший вызов на Linux (suspects = application, confirm = #)',
  'a call hangs -> process gone, witerezult # ms': 'вызов завис → процесса нет, witerezult # мс',
  'p# <= witerezult + # ms = # ms': 'p# <= witerezult + # мс = # мс',

  '(h) status page and /metrics on Linux: a scrape every # s, then # clients for a minute':
    '(h) страница состояния и /metrics на Linux: опрос каждые # с, затем # клиентов в течение минуты',
  'CPU of the agent with the page less without': 'ЦП агента со страницей минус без неё',
  'memory of the agent with the page less without': 'память агента со страницей минус без неё',
  'samples in a minute with # clients': 'замеров за минуту при # клиентах',
  samples: 'замеров',
  'slowest sample with # clients': 'самый долгий замер при # клиентах',
  'CPU of the agent with # clients': 'ЦП агента при # клиентах',
  '< # %': '< # %',
  '< # MB': '< # МБ',
  '>= # samples': '>= # замеров',

  '(r) the black box: # samples of # processes, # decisions':
    '(r) запись работы: замеров #, процессов #, решений #',
  'writing, a batch a minute': 'запись на диск раз в минуту',
  'room on the disk': 'место на диске',
  'replay of the week': 'воспроизведение недели',
  'MB a day': 'МБ в день',
  s: 'с',
  'below # %': 'меньше # %',
  'below # MB': 'меньше # МБ',
  '<= # s': '<= # с',

  '(s) status of a running agent, from the start of the process to its end':
    '(s) команда status при работающем агенте, от запуска процесса до его конца',
  'comwatch status': 'comwatch status',
  'Node alone: node -e #': 'только Node: node -e #',

  '(w) the Windows package under Wine, the real Windows PowerShell #':
    '(w) пакет для Windows под Wine, настоящий PowerShell # для Windows',
  'a program in C++ that sends a line back': 'программа на C++, которая возвращает строку',
  'a program in C++ that takes the same sample, delay # ms':
    'программа на C++, которая делает такой же замер, delay # мс',
  'framing: round trip of the smallest request': 'самый короткий запрос и ответ',
  'round: # present, # watched': 'замер: всего процессов #, подходящих #',
  'sampling shell, delay # ms': 'PowerShell, который наблюдает, delay # мс',
  "agent, shells and Wine's server, delay # ms": 'агент, оба PowerShell и сервер Wine, delay # мс',
  "agent, shells and Wine's server, delay # s": 'агент, оба PowerShell и сервер Wine, delay # с',
  'memory of node.exe (#), delay # ms': 'память node.exe (#), delay # мс',
  'memory of node.exe (#), delay # s': 'память node.exe (#), delay # с',
  'memory of pwsh.exe (#), delay # ms': 'память pwsh.exe (#), delay # мс',
  'memory of pwsh.exe (#), delay # s': 'память pwsh.exe (#), delay # с',
  'of it node.exe (#)': 'из них node.exe (#)',
  'of it pwsh.exe (#)': 'из них pwsh.exe (#)',
  'of it wineserver (#)': 'из них wineserver (#)',
  'memory of wineserver (#), delay # ms': 'память wineserver (#), delay # мс',
  'memory of wineserver (#), delay # s': 'память wineserver (#), delay # с',
};

const NUMBER = /\d+(?:[.,]\d+)*/g;

/** A phrase that is not in the table throws: half a sentence in English would go unnoticed. */
export function russian(text: string): string {
  const phrase = PHRASES[text.replaceAll(NUMBER, '#')];
  if (phrase === undefined) throw new Error(`no Russian for: ${text}`);
  const found = [...text.matchAll(NUMBER)].map(([number]) => number);
  return phrase.replaceAll('#', () => {
    const number = found.shift() ?? '';
    // 20,000 is a thousand's comma, 0.5 a decimal point.
    return number.replace(/,(?=\d{3})/g, ' ').replace('.', ',');
  });
}
