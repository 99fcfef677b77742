module.exports = {
  apps: [
    {
      name: 'api',
      cwd: './apps/api',
      script: 'server.js',
      max_memory_restart: '200M',
      env: { NODE_ENV: 'production', PORT: 4000 },
    },
    {
      name: 'web',
      cwd: './apps/web',
      script: 'server.js',
      env: { NODE_ENV: 'production', PORT: 3000, API_URL: 'http://localhost:4000' },
    },
  ],
};
