#!/bin/sh
# Node 6, forever and the application, also after a reboot.
set -e

if ! which node > /dev/null 2>&1; then
    curl --silent --location https://nodejs.org/dist/v6.17.1/node-v6.17.1-linux-x64.tar.gz \
      | tar xz -C /usr/local --strip-components=1
    yum -y install gcc-c++ make
fi

npm install -g forever@0.15.3

cd /vagrant
npm install

cat > /home/vagrant/start.sh <<'START'
#!/bin/sh
export PATH=/usr/bin:/usr/local/bin:$PATH
export NODE_ENV=production PORT=3000
export DB_HOST=localhost DB_NAME=inventory DB_USER=stock DB_PASSWORD=stock
cd /vagrant
forever start --append --uid inventory -l /home/vagrant/inventory.log server.js
START
chmod +x /home/vagrant/start.sh
chown vagrant:vagrant /home/vagrant/start.sh

grep -q start.sh /etc/rc.d/rc.local || echo "su - vagrant -c /home/vagrant/start.sh" >> /etc/rc.d/rc.local
chmod +x /etc/rc.d/rc.local

# Every night at four, what is left is written to a file
echo "0 4 * * * vagrant cd /vagrant && node report.js > /home/vagrant/report.txt" > /etc/cron.d/inventory

su - vagrant -c "forever stopall; /home/vagrant/start.sh"
