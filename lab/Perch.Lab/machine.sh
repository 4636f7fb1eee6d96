# Becomes a machine of the lab: runs as the first process in new mount, network, pid, uts and ipc namespaces.
# machine.sh FOLDER ROOT NAME LOCK LIFE [BIND...]   LIFE: "owner" dies with standard input, "kept" lives until killed
set -e
folder=$1 root=$2 name=$3 lock=$4 life=$5
shift 5
exec 9<"$lock"
flock --shared 9
mount --make-rprivate /
mkdir -p "$folder/upper" "$folder/work" "$folder/docker" "$folder/root"
mount -t overlay -o "lowerdir=$root,upperdir=$folder/upper,workdir=$folder/work" overlay "$folder/root"
cd "$folder/root"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount --rbind /sys/fs/cgroup sys/fs/cgroup
mount --rbind /dev dev
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
mkdir -p run/lock run/bird var/lib/docker mnt/old
mount --bind "$folder/docker" var/lib/docker
for path in "$@"; do
  mkdir -p ".$path"
  mount --bind "$path" ".$path"
done
hostname "$name"
printf '127.0.0.1 localhost %s\n' "$name" >etc/hosts
ip link set lo up
# rp_filter off and a hash over ports: what an anycast network with two equal paths needs.
sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 \
  net.ipv4.fib_multipath_hash_policy=1 net.ipv6.conf.all.forwarding=1 net.ipv6.fib_multipath_hash_policy=1
pivot_root . mnt/old
umount -l /mnt/old
echo ready
exec 3<&0 </dev/null >/dev/null 2>&1
# The shell stays: waiting, it also buries the orphans of this machine, as a first process must.
if [ "$life" = owner ]; then cat <&3 & else sleep infinity & fi
wait
