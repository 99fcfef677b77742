#!/bin/bash
set -euo pipefail

id -u factors &>/dev/null || useradd --system --home-dir "$APP_DIR" --shell /sbin/nologin factors

(cd "$APP_DIR" && sudo -u vagrant npm ci --production)

install -m 644 "$APP_DIR/ops/factors.service" /etc/systemd/system/factors.service
systemctl daemon-reload
systemctl enable factors
systemctl restart factors
