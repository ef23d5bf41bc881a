// For mongosh: makes the replica set of one member, and the user of Taskmill's programs, unless they are there.
// The user's password is set at each run, so that after a change of .env the next 'up' is enough.
const ATTEMPTS = 60;
const { MONGODB_ADDRESS = "mongodb:27017", MONGODB_ROOT_PASSWORD, MONGODB_PASSWORD } = process.env;
const ALREADY_INITIALIZED = 23;
const AUTHENTICATION_FAILED = 18;
const NOT_YET_INITIALIZED = 94;

// On the very first start the server listens to its own container only, until its root user is made.
function root() {
  const login = `root:${encodeURIComponent(MONGODB_ROOT_PASSWORD)}`;
  for (let attempt = 1; ; attempt++) {
    try {
      const options = "authSource=admin&directConnection=true&serverSelectionTimeoutMS=2000";
      return new Mongo(`mongodb://${login}@${MONGODB_ADDRESS}/?${options}`).getDB("admin");
    } catch (error) {
      if (error.code === AUTHENTICATION_FAILED) {
        print("MongoDB refuses MONGODB_ROOT_PASSWORD: its volume was made with another one.");
        quit(1);
      }
      if (attempt === ATTEMPTS) throw error;
      sleep(1000);
    }
  }
}

function initiate(admin) {
  try {
    admin.runCommand({ replSetGetStatus: 1 });
  } catch (error) {
    if (error.code !== NOT_YET_INITIALIZED) throw error;
    const members = [{ _id: 0, host: MONGODB_ADDRESS }];
    try {
      admin.runCommand({ replSetInitiate: { _id: "rs0", members } });
      print("replica set rs0 made");
    } catch (race) {
      if (race.code !== ALREADY_INITIALIZED) throw race;
    }
  }
}

function awaitPrimary(admin) {
  for (let attempt = 1; !admin.hello().isWritablePrimary; attempt++) {
    if (attempt === ATTEMPTS) throw new Error("the replica set has no primary");
    sleep(1000);
  }
}

function user(admin) {
  const taskmill = admin.getSiblingDB("taskmill");
  const roles = [{ role: "readWrite", db: "taskmill" }];
  if (taskmill.getUser("taskmill") === null) {
    taskmill.createUser({ user: "taskmill", pwd: MONGODB_PASSWORD, roles });
    print("user taskmill made");
  } else {
    taskmill.updateUser("taskmill", { pwd: MONGODB_PASSWORD, roles });
    print("user taskmill updated");
  }
}

const admin = root();
initiate(admin);
awaitPrimary(admin);
user(admin);
