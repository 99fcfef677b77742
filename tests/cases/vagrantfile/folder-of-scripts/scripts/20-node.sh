#!/bin/sh
# node
apt-get install -y nodejs
