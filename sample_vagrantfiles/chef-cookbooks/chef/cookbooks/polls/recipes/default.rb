polls = node["polls"]

%w(git curl).each { |name| package name }

execute "install the packages" do
  command "npm install --production"
  cwd polls["directory"]
  user "vagrant"
  environment "HOME" => "/home/vagrant"
end

execute "systemctl daemon-reload" do
  action :nothing
end

template "/etc/systemd/system/polls.service" do
  source "polls.service.erb"
  variables(polls: polls, database: polls["database"])
  notifies :run, "execute[systemctl daemon-reload]", :immediately
  notifies :restart, "service[polls]"
end

service "polls" do
  action [:enable, :start]
end
