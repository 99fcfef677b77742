module.exports = {
  apps: [
    {
      name: 'todo',
      script: 'server.js',
      cwd: '/vagrant',
      instances: 1,
      exec_mode: 'fork',
      max_memory_restart: '200M',
      env: {
        PORT: 3000,
        NODE_ENV: 'development',
      },
      env_production: {
        PORT: 3000,
        NODE_ENV: 'production',
      },
    },
  ],
};
