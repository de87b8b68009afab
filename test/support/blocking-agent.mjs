// Stands in for a fault of the agent: at SIGUSR2 its thread is in an endless loop.
process.on('SIGUSR2', () => {
  for (;;);
});
