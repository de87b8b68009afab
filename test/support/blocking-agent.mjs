// Stands in for a fault of the agent: at SIGUSR2 its thread enters an endless loop. With COMWATCH_BURDEN it blocks for
// three seconds of every four.
if (process.env.COMWATCH_BURDEN) {
  setInterval(() => {
    const until = Date.now() + 3_000;
    while (Date.now() < until);
  }, 4_000);
}
process.on('SIGUSR2', () => {
  for (;;);
});
