module.exports = {
  apps: [
    {
      name: 'web',
      script: 'web.js',
      env_production: { NODE_ENV: 'production', PORT: 3300 },
    },
    {
      name: 'clerk',
      script: 'clerk.js',
      env_production: { NODE_ENV: 'production' },
    },
    {
      name: 'baker',
      script: 'baker.js',
      args: '--seconds 1',
      env_production: { NODE_ENV: 'production' },
    },
  ],
};
