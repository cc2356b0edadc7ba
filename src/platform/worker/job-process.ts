interface JobMessage {
  readonly module: string;
  readonly job: string;
  readonly input: unknown;
}

// Without the server there is nobody to answer.
process.on('disconnect', () => process.exit());

process.once('message', (message: JobMessage) => {
  void answerTo(message).then((answer) => process.send?.(answer));
});

async function answerTo({ module, job, input }: JobMessage) {
  try {
    const { jobs } = (await import(module)) as { jobs: Record<string, (input: unknown) => Promise<unknown>> };
    return { answer: await jobs[job]!(input) };
  } catch (error) {
    if (error instanceof Error && error.name === 'Problem') return { problem: error.message };
    return { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
