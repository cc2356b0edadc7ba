import { workerData } from 'node:worker_threads';

const { parent, deadline, memory } = workerData as { parent: number; deadline: number; memory: number };

setInterval(() => {
  if (process.ppid !== parent || Date.now() > deadline) process.kill(process.pid, 'SIGKILL');
  // The same end that V8 makes of a full heap.
  if (process.memoryUsage.rss() > memory * 1024 * 1024) process.kill(process.pid, 'SIGABRT');
}, 100);
